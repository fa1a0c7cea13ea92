import type pg from 'pg'
import type { House } from '../house.ts'
import { onAllCores } from '../on-all-cores.ts'
import { sourceAt } from '../project-root.ts'
import { originOf } from './log/checkpoint.ts'
import { outsidesOf } from './log/outside.ts'
import { looseFiles } from './verify/files.ts'
import type { Finding } from './verify/finding.ts'
import { type Log, readLog } from './verify/log.ts'
import { ordered } from './verify/log-walk.ts'
import { openView, snapshotOf } from './verify/pages.ts'
import { everything, type Range, rangesOf } from './verify/ranges.ts'
import type { Part, VerifyTask } from './verify/task.ts'
import { type Counts, counted, type Desk, noCounts, verifyRange } from './verify/walk.ts'

export type Verified = Readonly<Counts> & {
  readonly findings: number
  /** Whether the bytes of evidence were read, and not only their sizes looked at. */
  readonly content: boolean
  /** The last checkpoint that the trail was held against: its moment, and how many facts it holds. */
  readonly checkpoint?: { readonly at: string; readonly size: number }
}

export type VerifyWish = {
  /** Number of the one case to be verified; everything where left out. */
  readonly number?: string | undefined
  readonly onFinding: (finding: Finding) => void
  /** @param all facts there are */
  readonly onProgress: (facts: number, all: number) => void
  /** Threads take so many facts at a time; below twice as many it is not worth their start. */
  readonly together?: number
  /** False to look only whether files of evidence are there in their size; true where left out. */
  readonly content?: boolean
}

const together = 10_000

/**
 * Verifies the whole trail, or one case: every hash and link, every sealed value against its commitment, every row of a
 * case or a rectification against the fold of its facts, every file of evidence against its digest, and every fact against
 * the log that was signed and brought outside.
 * Every core of the machine works on a part of the streams, and all of them see the same moment. Findings come in the order
 * of the streams, however many work.
 *
 * @returns what was seen; undefined where there is no case of that number
 */
export async function verifyTrail(house: House, ownerUrl: string, wish: VerifyWish): Promise<Verified | undefined> {
  const client = await openView(ownerUrl)
  try {
    const range = wish.number === undefined ? everything : await rangeOf(client, wish.number)
    if (!range) return undefined
    const log = await logOf(house, client)
    let findings = 0
    const onFinding = (finding: Finding) => {
      findings += 1
      wish.onFinding(finding)
    }
    for (const name of log.damaged) onFinding({ streamId: '', name, what: 'log-damaged' })
    for (const name of log.changed) onFinding({ streamId: '', name, what: 'log-changed' })
    const all = range === everything ? await countFacts(client) : 0
    const signings = log.checkpoints.map(({ size, at }) => ({ size, at }))
    const look = { folder: house.vault.folder, content: wish.content ?? true }
    const { ring, policies } = house
    const desk: Desk = { client, ring, policies, log: { ...ordered(log.entries), signings }, look }
    const onFacts = (facts: number) => wish.onProgress(facts, all)
    const size = wish.together ?? together
    const counts =
      all < 2 * size
        ? await verifyRange(desk, range, { onFinding, onFacts })
        : await verifyOnAllCores(desk, ownerUrl, await rangesOf(client, size), { onFinding, onFacts })
    const loose = range === everything ? await looseFiles(ownerUrl, look.folder) : []
    for (const name of loose) onFinding({ streamId: '', name, what: 'file-loose' })
    const last = log.checkpoints.at(-1)
    return { ...counts, findings, content: look.content, ...(last && { checkpoint: { at: last.at, size: last.size } }) }
  } finally {
    await client.end()
  }
}

type Told = { readonly onFinding: (finding: Finding) => void; readonly onFacts: (facts: number) => void }

async function verifyOnAllCores(desk: Desk, ownerUrl: string, ranges: readonly Range[], told: Told): Promise<Counts> {
  const { log, ring, client, look } = desk
  const task: VerifyTask = { ownerUrl, snapshot: await snapshotOf(client), keys: ring.plain(), log, look }
  const counts = noCounts()
  const inOrder = takeInOrder<Part>(({ findings }) => findings.forEach(told.onFinding))
  const take = (part: Part) => {
    for (const name of counted) counts[name] += part.counts[name]
    inOrder(part.place, part)
    told.onFacts(counts.facts)
  }
  const jobs = ranges.map((range, place) => ({ range, place }))
  await onAllCores(sourceAt('server/trail/verify/thread.ts'), task, jobs, take)
  return counts
}

/** Hands on what comes in any order as soon as all before it was handed on. */
function takeInOrder<T>(take: (one: T) => void): (place: number, one: T) => void {
  const waiting = new Map<number, T>()
  let next = 0
  return (place, one) => {
    waiting.set(place, one)
    for (let due = waiting.get(next); due !== undefined; due = waiting.get(next)) {
      take(due)
      waiting.delete(next)
      next += 1
    }
  }
}

async function logOf(house: House, client: pg.Client): Promise<Log> {
  const organisation = await house.directory.now()
  const origin = organisation ? originOf(organisation) : ''
  return readLog(client, await outsidesOf(house), { origin, publicKey: house.ring.signer.publicKey })
}

async function rangeOf(client: pg.Client, number: string): Promise<Range | undefined> {
  const text = `select id from case_row where number = $1
    union select stream_id from fact where version = 1 and type = 'CaseRegistered' and data->>'number' = $1 limit 1`
  const { rows } = await client.query<{ id: string }>(text, [number])
  return rows[0] && { first: rows[0].id, last: rows[0].id }
}

async function countFacts(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ facts: number }>('select count(*)::int as facts from fact')
  return rows[0]?.facts ?? 0
}
