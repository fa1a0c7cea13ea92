import { readFileSync } from 'node:fs'

/** Cases to work on, each by one client at a time. */
export type CaseList = { take(): string; giveBack(id: string): void }

const read = new Map<string, readonly string[]>()
const busy = new Set<string>()

/** The cases whose ids a file holds as a JSON array. `take` gives a random one that nobody holds. */
export function casesIn(file: string): CaseList {
  const ids = read.get(file) ?? (JSON.parse(readFileSync(file, 'utf8')) as string[])
  read.set(file, ids)
  const take = (): string => {
    const id = ids[Math.floor(Math.random() * ids.length)] ?? ''
    if (busy.has(id)) return take()
    busy.add(id)
    return id
  }
  return { take, giveBack: (id) => busy.delete(id) }
}
