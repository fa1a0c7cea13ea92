import { parentPort, workerData } from 'node:worker_threads'
import { normalise, normalUnits } from '../../core/understanding/normalise.ts'
import { type Blip, radar, usualRadar } from '../../core/understanding/radar.ts'
import { ringFrom } from '../crypto/key-ring.ts'
import { openReadingPool } from '../db/pool.ts'
import { asSystem, readAll } from '../db/transaction.ts'
import { complaintText } from './complaint-text.ts'
import { comparedLetters } from './letters.ts'
import type { LookTask, Spotted } from './look.ts'
import { type ToldText, toldTexts } from './told-texts.ts'

// The thread of the radar: reads the complaints of some days, groups them by their cause, and answers with the groups. The
// words stay in its memory, and it ends when it is done.

const { url, keys, since } = workerData as LookTask

/** Of one verdict that holds complaints apart so many are minded. */
const mostApart = 400

type Row = { readonly id: string; readonly at: string; readonly mark: string | null }
type Side = { readonly case_id: string; readonly verdict: string; readonly side: number }

const pool = openReadingPool(url, 1)
const cases = `select c.id, c.received_at as at, (select encode(d.digest, 'hex') from contact_digest d where d.case_id = c.id order by d.kind, d.digest limit 1) as mark
  from case_row c where c.received_at >= $1 order by c.received_at desc, c.id limit 20000`
const [rows, sides] = await readAll<[Row, Side]>(pool, asSystem, [
  { text: cases, values: [since] },
  { text: 'select case_id, verdict, side from radar_apart', values: [] },
])
const letters = await comparedLetters()
const texts = new Map<string, ToldText>()
const ids = rows.map(({ id }) => id)
for await (const [id, told] of toldTexts(pool, ringFrom(keys), ids)) texts.set(id, told)
await pool.end()

const blips = rows.flatMap(({ id, at, mark }): Blip[] => {
  const told = texts.get(id)
  const units = told ? normalUnits(complaintText(told.title, told.content), letters) : new Uint16Array()
  return units.length === 0 ? [] : [{ id, person: mark ?? undefined, at, units }]
})
parentPort?.postMessage(radar(blips, usualRadar, pairsApart(sides)).map(spotted))

function spotted({ ids, phrases }: { readonly ids: readonly string[]; readonly phrases: readonly string[] }): Spotted {
  return {
    members: ids.map((id) => {
      const told = texts.get(id) as ToldText
      const text = normalise(`${told.title} ${told.content}`, letters)
      return {
        id,
        phrases: phrases.map((phrase, rank) => ({ phrase, rank })).filter(({ phrase }) => text.includes(phrase)),
        place: told.place,
      }
    }),
  }
}

function pairsApart(all: readonly Side[]): [string, string][] {
  return [...Map.groupBy(all, ({ verdict }) => verdict).values()].flatMap((one) => {
    const kept = one.slice(0, mostApart)
    return kept.flatMap((a, at) =>
      kept.slice(at + 1).flatMap((b): [string, string][] => (a.side === b.side ? [] : [[a.case_id, b.case_id]])),
    )
  })
}
