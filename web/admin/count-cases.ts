import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarMoves } from '../../api/calendars.ts'
import { type CalendarStep, countCases } from '../api/calls.ts'

export type Count = ReturnType<typeof useCount>

/**
 * Open cases being counted by other days, with how far it is and what came of it: `weigh` only tells what a notice would
 * move, `follow` moves.
 */
export function useCount(how: 'weigh' | 'follow') {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [step, tell] = useState<{ cases: number; all: number }>()
  const [result, keep] = useState<CalendarMoves>()
  const leaving = useRef<AbortController>(undefined)
  useEffect(() => () => leaving.current?.abort(), [])
  const take = (line: CalendarStep) => {
    if ('failed' in line) throw new Error(t('calendars.broke'))
    if ('result' in line) keep(line.result)
    else tell(line)
  }
  const run = useMutation({
    mutationFn: async (notice?: string) => {
      tell(undefined)
      keep(undefined)
      leaving.current = new AbortController()
      const { signal } = leaving.current
      await countCases(how, notice, take, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['calendars'] }),
  })
  return { isPending: run.isPending, error: run.error, start: run.mutate, step, result }
}
