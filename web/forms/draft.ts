import { useCallback, useEffect, useRef, useState } from 'react'
import { dropDraft, fetchDraft, keepDraft } from '../api/calls.ts'

/** How long after the last key stroke a draft is sent. */
const restMs = 2000

type Draft<T> = {
  /** The draft as it was found; undefined while it is being looked for, null where there is none. */
  readonly found: T | null | undefined
  /** Keeps what stands in the form now, once the person rests; sends nothing while the draft is still being looked for. */
  readonly keep: (value: T) => void
  readonly drop: () => void
  /** `failed`: the last attempt did not reach the server; the next change tries again. */
  readonly state: 'idle' | 'waiting' | 'kept' | 'failed'
}

/** A draft kept on the server under a key, sealed there, so that it survives a reload, a lost session and another desk. */
export function useDraft<T>(key: string): Draft<T> {
  const [found, setFound] = useState<T | null>()
  const [state, setState] = useState<Draft<T>['state']>('idle')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pending = useRef<T>(undefined)

  useEffect(() => {
    let wanted = true
    const put = (value: T | null) => wanted && setFound((before) => (before === undefined ? value : before))
    fetchDraft(key).then(
      ({ value }) => put(value as T),
      () => put(null),
    )
    return () => {
      wanted = false
    }
  }, [key])

  const send = useCallback(async () => {
    clearTimeout(timer.current)
    const value = pending.current
    if (value === undefined) return
    pending.current = undefined
    await keepDraft(key, value).then(
      () => setState('kept'),
      () => setState('failed'),
    )
  }, [key])

  const keep = useCallback(
    (value: T) => {
      pending.current = value
      setState('waiting')
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void send(), restMs)
    },
    [send],
  )

  const drop = useCallback(() => {
    clearTimeout(timer.current)
    pending.current = undefined
    setState('idle')
    void dropDraft(key).catch(() => undefined)
  }, [key])

  // Leaving the screen within the two seconds must not lose them.
  useEffect(() => () => void send(), [send])
  return { found, keep, drop, state }
}
