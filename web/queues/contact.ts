import { useSyncExternalStore } from 'react'

/** The contact somebody is looked for by. It lives in memory only: a personal value never enters an address. */
let contact: string | undefined
const listeners = new Set<() => void>()

export function searchContact(next: string | undefined) {
  contact = next
  for (const listener of listeners) listener()
}

export function useContact(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => contact,
  )
}
