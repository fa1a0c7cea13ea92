import { createHash } from 'node:crypto'
import { commandNamed } from '../../core/case/commands.ts'
import { theComplainant } from '../../core/case/parties.ts'
import type { Caller } from '../call.ts'
import { read } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { sweep } from '../jobs/sweep.ts'
import type { Receipt } from '../receipt.ts'
import { demoPeople } from './cast.ts'
import { type Complaint, complaints, registrationOf } from './complaints.ts'
import { unitNamed } from './found-demo.ts'
import { paths, type Role, type Step } from './paths.ts'

/** A complaint with its moments fixed: when it came, and who works on it. */
type Staged = {
  readonly given: Complaint
  readonly index: number
  readonly start: string
  readonly steps: readonly Step[]
}
type Stage = { readonly house: House; readonly organisation: Organisation; readonly seededAt: string }

/** So many cases are told at once; each in the order of its own story. */
const lanes = 6
const zone = 'Asia/Shanghai'

/**
 * Lives through the complaints of the demo by the real commands, with the clock of the house moved. May be run again
 * after it was cut off: each act has a request key of its own, and what was done stays done.
 *
 * @param seededAt ISO instant that counts as today
 * @returns the receipts in the order of `complaints`
 */
export async function seedCases(stage: Stage): Promise<Receipt[]> {
  const staged = complaints.map((given, index) => stagedAt(given, index, stage.seededAt))
  const receipts: Receipt[] = []
  // Case numbers follow the order of receipt.
  for (const one of [...staged].sort((a, b) => (a.start < b.start ? -1 : 1)))
    receipts[one.index] = await register(stage, one)
  const waiting = [...staged]
  const lane = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await live(stage, one, receipts[one.index]?.id ?? '')
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  while ((await sweep(stage.house)).swept > 0);
  await forgetOldNotices(stage)
  return receipts
}

function stagedAt(given: Complaint, index: number, seededAt: string): Staged {
  const start = startOf(given, Temporal.Instant.from(seededAt))
  const isPast = ({ after }: Step) => momentOf(start, after) < seededAt
  return { given, index, start: momentOf(start, 0), steps: stepsOf(given).filter(isPast) }
}

function stepsOf(given: Complaint): readonly Step[] {
  const path = paths[given.path]
  if (!path) throw new Error(`no path ${given.path}`)
  return path(given)
}

function startOf({ minutes, hours, days = 0, clock = '09:30' }: Complaint, today: Temporal.Instant): Temporal.Instant {
  if (minutes !== undefined || hours !== undefined) return today.subtract({ minutes: minutes ?? 0, hours: hours ?? 0 })
  const day = today.toZonedDateTimeISO(zone).toPlainDate().subtract({ days })
  // The work of the next two days then falls on working days.
  const monday = day.subtract({ days: Math.max(0, day.dayOfWeek - 3) })
  return monday.toZonedDateTime({ timeZone: zone, plainTime: clock }).toInstant()
}

function momentOf(start: Temporal.Instant | string, hours: number): string {
  const seconds = Math.round(hours * 3600)
  return Temporal.Instant.from(start).add({ seconds }).toString({ fractionalSecondDigits: 3 })
}

async function register({ house, organisation }: Stage, { given, index, start }: Staged): Promise<Receipt> {
  const unit = unitNamed(organisation, given.unit)
  const caller = callerOf(organisation, given.portal ? 'complainant' : 'agent', index)
  return run(house, {
    command: 'register',
    input: registrationOf(given, unit, start),
    caller,
    at: start,
    key: `${index}`,
  })
}

async function live(
  { house, organisation }: Stage,
  { given, index, start, steps }: Staged,
  caseId: string,
): Promise<void> {
  const ids = {
    handler: personOf(organisation, 'specialist', index),
    unit: unitNamed(organisation, given.unit),
    person: personOf(organisation, 'unit-head', 0, given.unit),
  }
  for (const [turn, { after, by, command, input }] of steps.entries()) {
    const known: Readonly<Record<string, string>> = { ...ids, until: momentOf(start, after + 72) }
    const meant = Object.entries(input).map(([name, value]) => [name, value === name ? (known[name] ?? value) : value])
    const caller = callerOf(organisation, by, index, given.unit)
    const act = {
      command,
      input: Object.fromEntries(meant),
      caller,
      at: momentOf(start, after),
      key: `${index}/${turn}`,
    }
    await run(house, { ...act, caseId })
  }
}

type Act = {
  readonly command: string
  readonly input: object
  readonly caller: Caller
  readonly at: string
  readonly key: string
  readonly caseId?: string
}

async function run(house: House, { command: name, input, caller, at, key, caseId }: Act): Promise<Receipt> {
  const command = commandNamed(name)
  if (!command) throw new Error(`no command ${name}`)
  const past: House = { ...house, now: () => at }
  const signed = command.signed && { signed: true as const }
  const call = { command, input: command.input.parse(input), caller, ...signed, ...(caseId && { caseId }) }
  const answer = await handleCommand(past, {
    ...call,
    key: { scope: 'demo', key: uuidOf(key), bodyHash: Buffer.alloc(32) },
  })
  if ('receipt' in answer) return answer.receipt
  throw new Error(
    `the demo's act ${key} (${name}) was refused: ${answer.refusal.code} ${JSON.stringify(answer.refusal.params)}`,
  )
}

function uuidOf(key: string): string {
  const hex = createHash('sha256').update(`demo ${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function callerOf(organisation: Organisation, role: Role, index: number, unit?: string): Caller {
  if (role === 'complainant') return { kind: 'complainant', id: 'portal', party: theComplainant }
  if (role === 'head') return { kind: 'staff', id: personOf(organisation, 'unit-head', 0, unit) }
  return { kind: 'staff', id: personOf(organisation, role, index) }
}

/** Those who share a post take turns. @param unit where the post has to be held, if it matters */
function personOf({ people }: Organisation, post: string, index: number, unit?: string): string {
  const holders = demoPeople.filter((one) => one.post === post && (unit === undefined || one.unit === unit))
  const logins = holders.map(({ login }) => login)
  const login = logins[index % logins.length]
  const person = [...people.values()].find((one) => one.login === login)
  if (!person) throw new Error(`the demo has nobody for ${post}`)
  return person.id
}

/** What is older than two days was read long ago. */
async function forgetOldNotices({ house, organisation, seededAt }: Stage): Promise<void> {
  const since = Temporal.Instant.from(seededAt).subtract({ hours: 48 }).toString()
  const text = `insert into notice_seen (notice_id, person_id) select n.id, n.person_id from notice n
    where n.person_id = $1 and n.at < $2 on conflict do nothing`
  for (const person of organisation.people.keys()) await read(house.pool, { person }, { text, values: [person, since] })
}
