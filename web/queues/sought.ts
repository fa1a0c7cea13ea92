import { useSyncExternalStore } from 'react'

/** What somebody looks for that may be personal. It lives in memory only and never enters an address. */
export type Sought = { readonly words?: string | undefined; readonly contact?: string | undefined }

let sought: Sought = {}
const listeners = new Set<() => void>()

/** What is left out is not looked for any more. */
export function seek(next: Sought) {
  sought = next
  for (const listener of listeners) listener()
}

export function useSought(): Sought {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => sought,
  )
}
