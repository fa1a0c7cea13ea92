import type { KeyRing } from '../crypto/key-ring.ts'
import type { Pool, Statement } from '../db/pool.ts'
import { asSystem, readAll } from '../db/transaction.ts'
import type { StreamFact, ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData } from '../trail/read.ts'

/** What a complaint was registered with; what was erased is empty. */
export type ToldText = {
  readonly title: string
  readonly content: string
  readonly request: string
  readonly place: string
}

/** So many registrations are opened at a time. */
const together = 200

/** The words of many complaints, for work of the house in a thread of its own that nobody reads along with. */
export async function* toldTexts(
  pool: Pool,
  ring: KeyRing,
  ids: readonly string[],
): AsyncGenerator<readonly [id: string, told: ToldText]> {
  for (let from = 0; from < ids.length; from += together) {
    const part = ids.slice(from, from + together)
    const [facts, boxes] = await readAll<[StreamFact, LockedBox]>(pool, asSystem, selectRegistrations(part))
    const boxesOf = Map.groupBy(boxes, ({ stream_id }) => stream_id)
    for (const fact of facts) yield [fact.streamId, toldIn(fact, openBoxes(boxesOf.get(fact.streamId) ?? [], ring))]
  }
}

/** The text of a registration. */
export function toldIn(fact: ToldFact, opened: ReturnType<typeof openBoxes>): ToldText {
  const { title, content, request, place } = openData(fact, opened) as Partial<Record<keyof ToldText, string | null>>
  return { title: title ?? '', content: content ?? '', request: request ?? '', place: place ?? '' }
}

function selectRegistrations(ids: readonly string[]): Statement[] {
  const facts = `select stream_id as "streamId", stream, version, type, data, by_kind as "byKind", by_id as "byId", occurred_at as "occurredAt",
      recorded_at as "recordedAt", origin, rule, encode(hash, 'hex') as hash
    from fact where stream_id = any($1::uuid[]) and version = 1`
  const boxes = `select s.version, s.holder, s.box, k.epoch, k.wrapped, s.stream_id from sealed s join data_key k on k.stream_id = s.stream_id and k.holder = s.holder
    where s.stream_id = any($1::uuid[]) and s.version = 1`
  return [
    { name: 'registrations', text: facts, values: [ids] },
    { name: 'boxes-of-registrations', text: boxes, values: [ids] },
  ]
}
