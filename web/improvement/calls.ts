import { queryOptions } from '@tanstack/react-query'
import type { RectificationPage, RectificationQuery, RectificationView } from '../../api/improvement.ts'
import type { Receipt } from '../../api/receipt.ts'
import type { Sent } from '../api/calls.ts'
import { call } from '../api/http.ts'

export type Show = RectificationQuery['show']

/** One page; `after` as the last one gave it. */
export function fetchRectifications(show: Show, after: string): Promise<RectificationPage> {
  const asked = new URLSearchParams({ show, ...(after && { after }) })
  return call<RectificationPage>(`/api/rectifications?${asked}`)
}

export const rectificationQueryOf = (id: string) =>
  queryOptions({
    queryKey: ['rectifications', 'one', id],
    queryFn: () => call<RectificationView>(`/api/rectifications/${id}`),
    refetchInterval: 60_000,
  })

export const orderRectification = (caseId: string, body: unknown, { key }: Sent) =>
  call<Receipt>(`/api/cases/${caseId}/rectifications`, { method: 'POST', body, headers: { 'idempotency-key': key } })

export const runOnRectification = (id: string, command: string, body: unknown, { key, etag }: Sent) =>
  call<Receipt>(`/api/rectifications/${id}/commands/${command}`, {
    method: 'POST',
    body,
    headers: { 'idempotency-key': key, ...(etag && { 'if-match': etag }) },
  })
