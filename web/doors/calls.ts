import { queryOptions } from '@tanstack/react-query'
import type { Boxes, NewOpening } from '../../api/boxes.ts'
import { type InboxMessage, type InboxPage, inboxViews } from '../../api/inbox.ts'
import { call } from '../api/http.ts'

export type View = (typeof inboxViews)[number]
export const views = inboxViews

/** Reads the address; whatever it does not know it drops. */
export function inboxSearch({ view }: Record<string, unknown>): { view?: View } {
  return views.includes(view as View) ? { view: view as View } : {}
}

/** Books and boxes, and when they are due. */
export const boxesQuery = queryOptions({ queryKey: ['boxes'], queryFn: () => call<Boxes>('/api/boxes') })
export const noteOpening = (body: NewOpening) => call<void>('/api/boxes', { method: 'POST', body })

/** One page; `after` as the last one gave it. */
export function fetchInbox(view: View, after: string): Promise<InboxPage> {
  return call<InboxPage>(`/api/inbox?${new URLSearchParams({ view, ...(after && { after }) })}`)
}

export const messageQueryOf = (id: string) =>
  queryOptions({ queryKey: ['inbox', 'one', id], queryFn: () => call<InboxMessage>(`/api/inbox/${id}`) })

export const pageQueryOf = (id: string) =>
  queryOptions({
    queryKey: ['inbox', 'page', id],
    queryFn: () => call<{ html: string }>(`/api/inbox/${id}/page`),
    staleTime: Infinity,
  })

export const decide = (id: string, what: 'again' | 'spam' | 'not-spam') =>
  call<unknown>(`/api/inbox/${id}/${what}`, { method: 'POST' })

export type ByHand = { readonly unit: string; readonly title: string; readonly content: string; readonly name?: string }
export const registerByHand = (id: string, body: ByHand) =>
  call<{ id: string; number: string }>(`/api/inbox/${id}/register`, { method: 'POST', body })
