import { randomUUIDv7 } from 'node:crypto'
import type { EvidenceItem, EvidenceList } from '../../api/evidence.ts'
import type { Statement } from '../db/pool.ts'
import { readAll } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { maskData, textsMasked } from '../read/mask.ts'
import { hasNeed } from '../read/need.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from '../trail/read.ts'

type Told = { readonly fact: ToldFact; readonly data: Record<string, unknown> }
type File = NonNullable<EvidenceItem['file']>
type FileRow = Pick<File, 'id' | 'scan' | 'found' | 'picture'>
type Thing = NonNullable<EvidenceItem['thing']>
type Person = Thing['custodian']
type Names = Organisation['people']

/**
 * The list of evidence of a case: what an annex or a screen shows, in the order in which it was added. Writes down that it
 * was read.
 *
 * @returns undefined where the person may not see the case
 */
export async function evidenceList(
  house: House,
  organisation: Organisation,
  person: string,
  caseId: string,
): Promise<Pick<EvidenceList, 'number' | 'items'> | undefined> {
  const [facts, boxes, rows] = await readAll<[ToldFact, LockedBox, FileRow, object]>(house.pool, { person }, [
    selectFacts(caseId),
    selectBoxes(caseId),
    selectFiles(caseId),
    logReading(house, person, caseId),
  ])
  const [first] = facts
  if (first?.stream !== 'case') return undefined
  const opened = openBoxes(boxes, house.ring)
  const mask = await maskFor(house, organisation, person, facts)
  const told = facts
    .filter(({ type }) => type.startsWith('Evidence') || type.startsWith('Appraisal'))
    .map((fact) => ({ fact, data: mask(openData(fact, opened)) }))
  const files = new Map(rows.map((row) => [row.id, row]))
  const today = Temporal.Instant.from(house.now()).toZonedDateTimeISO(organisation.office.zone).toPlainDate().toString()
  const items = told
    .filter(({ fact }) => fact.type === 'EvidenceAdded')
    .map((one) => itemOf(one, told, { files, people: organisation.people, today }))
  return { number: String(first.data.number), items }
}

/** Who has nothing to do for the case reads of no persons in what was written about its evidence. */
async function maskFor(house: House, organisation: Organisation, person: string, facts: readonly ToldFact[]) {
  if (await hasNeed(house, organisation, person, facts)) return (data: Told['data']) => data
  return (data: Told['data']) => maskData(data, textsMasked) as Told['data']
}

function selectFiles(caseId: string): Statement {
  const text = 'select id, scan, found, picture from evidence_file where case_id = $1'
  return { name: 'evidence-files', text, values: [caseId] }
}

function logReading(house: House, person: string, caseId: string): Statement {
  const text = `insert into read_log (id, at, person_id, what, case_ids) select $1, $2, $3, 'evidence', array[c.id] from case_row c where c.id = $4`
  return { name: 'log-evidence', text, values: [randomUUIDv7(), house.now(), person, caseId] }
}

type Around = { readonly files: ReadonlyMap<string, FileRow>; readonly people: Names; readonly today: string }

function itemOf({ fact, data }: Told, told: readonly Told[], around: Around): EvidenceItem {
  const number = Number(data.evidence)
  const later = told.filter((one) => one.fact.version > fact.version && concerns(one, number, told))
  return {
    number,
    kind: data.kind as EvidenceItem['kind'],
    content: text(data.content),
    source: text(data.source),
    legality: text(data.legality),
    collectedAt: String(data.collectedAt),
    collectedBy: text(data.collectedBy),
    addedAt: fact.occurredAt,
    addedBy: named(fact.byId, around.people),
    offered: data.offeredBy !== undefined,
    file: data.file ? fileOf(data.file as FileData, around.files) : null,
    thing: data.kind === 'physical' ? thingOf({ fact, data }, later, around) : null,
  }
}

/** Whether a later fact is about a piece of evidence: its own, or the appraisal that it was given to. */
function concerns({ fact, data }: Told, number: number, told: readonly Told[]): boolean {
  if (fact.type === 'AppraisalOrdered') return (data.evidence as number[] | undefined)?.includes(number) === true
  if (fact.type !== 'AppraisalEnded') return data.evidence === number
  return told.some(
    (one) =>
      one.fact.type === 'AppraisalOrdered' && one.data.appraisal === data.appraisal && concerns(one, number, told),
  )
}

type FileData = {
  readonly id: string
  readonly name: string | null
  readonly size: number
  readonly hash: string
  readonly type: string
}

function fileOf({ id, name, size, hash, type }: FileData, files: Around['files']): File {
  const { scan = 'waiting', found = null, picture = 'none' } = files.get(id) ?? {}
  return { id, name, size, hash, type, scan, found, picture }
}

function thingOf({ fact, data }: Told, later: readonly Told[], { people, today }: Around): Thing {
  const received: Thing['custody'][number] = {
    at: fact.occurredAt,
    by: named(fact.byId, people),
    from: null,
    place: text(data.place),
    condition: null,
    sealIntact: null,
    appraisal: null,
  }
  const handed = later.flatMap((one) => handedOver(one, people) ?? [])
  const custody = [received, ...handed]
  const { place, by: custodian, appraisal } = custody.at(-1) ?? received
  const end = later.find((one) => one.fact.type === 'EvidenceDisposed')
  const keepUntil = text(data.keepUntil)
  return {
    seal: text(data.seal),
    place,
    custodian,
    away: appraisal === 'out',
    keepUntil,
    overdue: keepUntil !== null && keepUntil < today && !end,
    custody,
    disposed: end ? disposedBy(end, people) : null,
  }
}

/** A line of custody that a fact adds; none where it moved nothing. A thing that is out stands by its appraiser's name. */
function handedOver({ fact, data }: Told, people: Names): Thing['custody'][number] | undefined {
  const [at, by] = [fact.occurredAt, named(fact.byId, people)]
  if (fact.type === 'AppraisalOrdered')
    return {
      ...{ at, by, from: null, condition: null, sealIntact: null },
      place: text(data.appraiser),
      appraisal: 'out',
    }
  if (fact.type !== 'EvidenceHandedOver' && fact.type !== 'AppraisalEnded') return undefined
  return {
    ...{ at, by },
    from: data.from === undefined ? null : named(String(data.from), people),
    place: text(data.place),
    condition: text(data.condition),
    sealIntact: data.sealIntact === true,
    appraisal: fact.type === 'AppraisalEnded' ? 'back' : null,
  }
}

function disposedBy({ fact, data }: Told, people: Names): NonNullable<Thing['disposed']> {
  return {
    at: fact.occurredAt,
    by: named(fact.byId, people),
    how: data.how as NonNullable<Thing['disposed']>['how'],
    recipient: text(data.recipient),
    reason: text(data.reason),
  }
}

function named(id: string, people: Names): Person {
  return { id, name: people.get(id)?.name ?? null }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
