import type { FormInstance } from 'antd'
import { useEffect, useRef } from 'react'
import type { CallView } from '../../api/calls.ts'
import { call as ask } from '../api/http.ts'

export const fetchCall = () => ask<{ call: CallView | null }>('/api/calls/current')
/** What becomes of the own call. */
export const changeCall = (id: string, change: { summary?: string; caseId?: string; away?: boolean }) =>
  ask<void>(`/api/calls/${id}`, { method: 'PUT', body: change })

type Values = Record<string, unknown>

/** Writes the caller's number into the form as the telephone rings; what somebody typed there stays. */
export function useCaller(form: FormInstance<Values>, call: CallView | undefined, keep: (values: Values) => void) {
  const kept = useRef(keep)
  kept.current = keep
  const number = call?.number
  useEffect(() => {
    if (!number || form.getFieldValue('phone')) return
    form.setFieldValue('phone', number)
    kept.current(form.getFieldsValue(true) as Values)
  }, [form, number])
}

type Ended = { readonly call: CallView | undefined; readonly summary: string }

/**
 * The call goes into the complaint that came of it. The complaint stands by now, whatever becomes of the rest.
 *
 * @returns false where it did not succeed: it can be done on the page of the complaint
 */
export async function follow(id: string, { call, summary }: Ended): Promise<boolean> {
  const said = summary.trim()
  if (!call) return true
  return changeCall(call.id, { caseId: id, ...(said && { summary: said }) }).then(
    () => true,
    () => false,
  )
}
