import { setTimeout as sleep } from 'node:timers/promises'
import type { Person } from './staff.ts'

/** Keeps a screen of each person open that listens for live updates, and opens it again as a browser does. @returns closes them */
export function openScreens(url: string, people: readonly Person[]): () => void {
  const closed = new AbortController()
  const show = async ({ cookie }: Person) => {
    while (!closed.signal.aborted) {
      try {
        const live = await fetch(`${url}/api/live`, { headers: { cookie }, signal: closed.signal })
        await live.text()
      } catch {
        // The product is away, or the screen was closed.
      }
      await sleep(300)
    }
  }
  for (const person of people) void show(person)
  return () => closed.abort()
}
