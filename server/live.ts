import type { CaseEvent } from '../core/case/events.ts'

/** Told after a commit: what changed, which people have a new notice, and who must not learn of it. Holds no content. */
export type Change = {
  readonly caseId: string
  readonly unit: string
  readonly notified: readonly string[]
  readonly hidden: readonly string[]
  /** Who is asked for a statement, or in a task, and learns nothing but that. */
  readonly asked?: readonly string[]
}

/** Whom a fact asks for something, whatever else they see of its case. */
export function askedIn(event: CaseEvent): string[] {
  return asking.includes(event.type) && 'staff' in event && event.staff !== undefined ? [event.staff] : []
}

const asking: readonly string[] = ['StatementAsked', 'TaskOpened', 'TaskDisputed', 'ArbitrationAsked']

export type Live = {
  tell(change: Change): void
  listen(listener: (change: Change) => void): () => void
  /** The telephone of a person rings, or was put down. */
  ring(person: string): void
  onRing(listener: (person: string) => void): () => void
}

/** Live updates inside one process. Screens refetch on them and poll slowly beside, so nothing rests on their arrival. */
export function openLive(): Live {
  const listeners = new Set<(change: Change) => void>()
  const telephones = new Set<(person: string) => void>()
  return {
    tell: (change) => {
      for (const listener of listeners) listener(change)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ring: (person) => {
      for (const listener of telephones) listener(person)
    },
    onRing: (listener) => {
      telephones.add(listener)
      return () => telephones.delete(listener)
    },
  }
}
