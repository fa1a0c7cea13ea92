import { randomUUIDv7 } from 'node:crypto'
import type { Boxes, NewOpening } from '../../api/boxes.ts'
import { parseAllowance } from '../../core/calendar/allowance.ts'
import { dueAt } from '../../core/calendar/due.ts'
import { lastValue, postsWith } from '../../core/policy/pack-in-force.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { read } from '../db/transaction.ts'
import { type Organisation, officeOf, postsOver } from '../directory.ts'
import type { House } from '../house.ts'
import { adoptedNow } from '../packs-in-force.ts'

type Row = {
  readonly channel: string
  readonly unit_id: string
  readonly at: string
  readonly person_id: string
  readonly witness_id: string | null
  readonly entries: number
}

const openingsShown = 5

/** Books and boxes as the packs want them opened: each that was opened before, with when it is due again. */
export async function readBoxes(house: House, organisation: Organisation, person: string): Promise<Boxes> {
  const kinds = kindsOf(house, organisation)
  const text = `select channel, unit_id, at, person_id, witness_id, entries
    from (select *, row_number() over (partition by unit_id, channel order by at desc) as place from box_opening) o
    where place <= $1 order by at desc`
  const rows = await read<Row>(house.pool, { person }, { name: 'boxes', text, values: [openingsShown] })
  const open = rows.filter(({ unit_id }) => !organisation.units.get(unit_id)?.closed)
  const groups = [...Map.groupBy(open, ({ channel, unit_id }) => `${channel} ${unit_id}`).values()]
  const boxes = await Promise.all(
    groups.flatMap((openings) => {
      const kind = kinds.find(({ channel }) => channel === openings[0]?.channel)
      return kind ? [boxOf(house, organisation, kind, openings)] : []
    }),
  )
  return { kinds, boxes: boxes.sort((one, other) => (one.due < other.due ? -1 : 1)) }
}

function kindsOf(house: House, organisation: Organisation): Boxes['kinds'] {
  const channels = adoptedNow(house, organisation).flatMap(({ content }) => Object.entries(content.intake.channels))
  return channels.flatMap(([channel, { name, opened }]) => {
    const every = opened && lastValue(opened.every)
    return every ? [{ channel, name, people: opened.people, every }] : []
  })
}

async function boxOf(
  house: House,
  organisation: Organisation,
  { channel, every }: Boxes['kinds'][number],
  openings: readonly Row[],
): Promise<Boxes['boxes'][number]> {
  const [last] = openings as readonly [Row]
  const { calendar } = await house.policies.calendarFor(officeOf(organisation, last.unit_id))
  const allowance = parseAllowance(every)
  if (!allowance) throw new Error('the pack was read with a length')
  const due = dueAt(Temporal.Instant.from(last.at), allowance, calendar).due.toString({ fractionalSecondDigits: 3 })
  const named = (id: string | null) => (id === null ? null : (organisation.people.get(id)?.name ?? '…'))
  return {
    channel,
    unit: last.unit_id,
    due,
    overdue: due < house.now(),
    openings: openings.map(({ at, person_id, witness_id, entries }) => ({
      at,
      by: named(person_id) ?? '…',
      witness: named(witness_id),
      entries,
    })),
  }
}

/** Writes down that somebody opened a box of a unit; each entry in it is registered by itself. @returns why not */
export async function noteOpening(
  house: House,
  organisation: Organisation,
  person: string,
  { channel, unit, witness, entries }: NewOpening,
): Promise<Refusal | undefined> {
  const kind = kindsOf(house, organisation).find((one) => one.channel === channel)
  if (!kind) return refuse('box.no-such-box')
  const posts = adoptedNow(house, organisation).flatMap((pack) => postsWith(pack, 'may-register'))
  if (!postsOver(organisation, person, unit).some((post) => posts.includes(post))) return refuse('box.not-yours')
  const other = witness === undefined ? undefined : organisation.people.get(witness)
  if (kind.people > 1 && !other) return refuse('box.needs-witness', { people: kind.people })
  if (other && (other.disabled || other.id === person)) return refuse('box.wrong-witness')
  const text = `insert into box_opening (id, unit_id, channel, at, person_id, witness_id, entries) values ($1, $2, $3, $4, $5, $6, $7)`
  const values = [randomUUIDv7(), unit, channel, house.now(), person, witness ?? null, entries]
  await read(house.pool, { person }, { name: 'note-opening', text, values })
  return undefined
}
