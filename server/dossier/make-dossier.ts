import { randomUUIDv7 } from 'node:crypto'
import { Readable } from 'node:stream'
import type { CaseEventOf } from '../../core/case/events.ts'
import { isRefusal, type Refusal, refuse } from '../../core/shared/refusal.ts'
import type { Statement } from '../db/pool.ts'
import { asSystem, readAll } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import { fileNameOf } from '../documents/file-name.ts'
import type { CasePaper } from '../documents/paper.ts'
import { failpoint } from '../failpoint.ts'
import type { House } from '../house.ts'
import { fetchPolicy } from '../policies.ts'
import { type PaperWish, readPaper } from '../read/case-paper.ts'
import { silenced } from '../read/silenced.ts'
import type { StoredFact } from '../trail/envelope.ts'
import { originOf, type StoredCheckpoint } from '../trail/log/checkpoint.ts'
import { signNote, verifierKey } from '../trail/log/note.ts'
import { type Proof, proveStreams, signStreams } from '../trail/log/proofs.ts'
import { type LockedBox, openingsOf, selectCaseWhole } from '../trail/read.ts'
import { type DossierFile, disclosed, fileOf, type ToldStream } from './contents.ts'
import { evidenceFiles } from './evidence-files.ts'
import { zip, zipSize } from './zip.ts'

/** Who takes a dossier, in which language its papers are, and why contact data goes along; without a reason it stays out. */
export type DossierWish = Omit<PaperWish, 'what'>

/** `size` is the archive's in bytes. Where a file is damaged on the way the archive ends in an error, never in an end. */
export type Dossier = {
  readonly number: string
  readonly name: string
  readonly size: number
  readonly archive: Readable
}

/** A case may go on while it is read; so often it is read again until facts and papers tell the same. */
const tries = 5

/**
 * A case as one archive that proves itself: its facts, what was sealed in them, the rules it was handled under, the same as
 * papers and as a proof of its time limits, the evidence, the proof that each fact stands in the signed log, and a signed list of all
 * files. Each reading that goes into it is written down with it: by whom, and why.
 *
 * @returns the archive; refused where the person may not see the case, or where a fact is not in the log yet
 */
export async function makeDossier(house: House, caseId: string, wish: DossierWish): Promise<Dossier | Refusal> {
  const organisation = await house.directory.now()
  if (!organisation) return refuse('organisation.not-founded')
  const read = await readTogether(house, organisation, caseId, wish)
  if (isRefusal(read)) return read
  const { streams, paper } = read
  failpoint('dossier.read')
  const papers = await printed(house, paper)
  if (isRefusal(papers)) return papers
  failpoint('dossier.printed')
  const evidence = await evidenceFiles(house, caseId, streams, wish)
  if (isRefusal(evidence)) return evidence
  failpoint('dossier.evidence-read')
  const log = await signedLog(house, streams)
  if (isRefusal(log)) return log
  failpoint('dossier.logged')
  const proof = jsonFile('proof-sheet.json', paper.proof)
  const told = [jsonFile('facts.json', { streams }), proof, log, ...(await policyFiles(house, streams))]
  const files = [...papers, ...evidence, ...told]
  const about = { number: paper.page.row.number, caseId, madeAt: paper.madeAt, origin: originOf(organisation) }
  failpoint('dossier.before-signing')
  const all = [...signed(house, about, files), ...files]
  const archive = Readable.from(zip(all, paper.madeAt), { objectMode: false })
  failpoint('dossier.made')
  return { number: about.number, name: fileNameOf('file', paper).replace(/pdf$/, 'zip'), size: zipSize(all), archive }
}

type Together = { readonly streams: readonly ToldStream[]; readonly paper: CasePaper }

async function readTogether(
  house: House,
  organisation: Organisation,
  caseId: string,
  wish: DossierWish,
): Promise<Together | Refusal> {
  for (let left = tries; left > 0; left -= 1) {
    const { streams, walls } = await readStreams(house, caseId, wish)
    const last = streams.find(({ streamId }) => streamId === caseId)?.facts.at(-1)
    if (!last) return refuse('case.unknown')
    // A dossier is whole or it proves nothing: what its taker must not learn cannot be left out of it.
    const { mayTell } = await silenced(house, caseId, walls)
    if (!streams.every(({ facts }) => facts.every((fact) => mayTell({ fact })))) return refuse('dossier.not-whole')
    const paper = await readPaper(house, organisation, caseId, { ...wish, what: 'dossier' })
    if (paper && last.hash === paper.proof.head) return { streams, paper }
  }
  throw new Error('a case changes faster than it is read')
}

async function printed({ printer }: House, paper: CasePaper): Promise<DossierFile[] | Refusal> {
  const files: DossierFile[] = []
  for (const kind of ['file', 'sheet', ...(paper.page.report.current ? (['report'] as const) : [])] as const) {
    const body = await printer.print(kind, paper)
    if (isRefusal(body)) return body
    files.push(fileOf(fileNameOf(kind, paper), body))
  }
  return files
}

/** The proof that each fact stands in the log, as it is signed now. */
async function signedLog(house: House, streams: readonly ToldStream[]): Promise<DossierFile | Refusal> {
  const ids = streams.map(({ streamId }) => streamId)
  const checkpoint = await signStreams(house, ids, countFacts(streams))
  if (!checkpoint) return refuse('dossier.not-signed-yet')
  return jsonFile('log.json', logOf(checkpoint, await proveStreams(house, ids, checkpoint)))
}

type Read = { readonly streams: ToldStream[]; readonly walls: readonly string[] }

async function readStreams(house: House, caseId: string, wish: DossierWish): Promise<Read> {
  const [facts, boxes, walled] = await readAll<[StoredFact, LockedBox, { walls: string[] }, object]>(
    house.pool,
    wish.person === 'system' ? asSystem : { person: wish.person },
    [
      ...selectCaseWhole(caseId),
      { name: 'my-walls', text: 'select my_walls() as walls', values: [] },
      writtenDown(house, caseId, wish),
    ],
  )
  const boxesOf = Map.groupBy(boxes, ({ stream_id }) => stream_id)
  const streams = [...Map.groupBy(facts, ({ streamId }) => streamId)]
  const all = wish.reason !== undefined
  return {
    streams: streams.map(([id, ofStream]) => told(house, ofStream, boxesOf.get(id) ?? [], all)),
    walls: walled[0]?.walls ?? [],
  }
}

function told({ ring }: House, facts: readonly StoredFact[], boxes: readonly LockedBox[], all: boolean): ToldStream {
  const [{ streamId, stream } = { streamId: '', stream: 'case' as const }] = facts
  const values = openingsOf(boxes, ring)
  const openings = facts.map((fact) => [fact.version, disclosed(fact, values.get(fact.version) ?? [], all)] as const)
  return { streamId, stream, facts, openings: Object.fromEntries(openings.filter(([, some]) => some.length > 0)) }
}

function writtenDown(house: House, caseId: string, { person, reason }: DossierWish): Statement {
  const entry = randomUUIDv7()
  const box = reason === undefined ? null : house.ring.sealRow(`read_log|reason|${entry}`, reason)
  const text = `insert into read_log (id, at, person_id, what, case_ids, reason_box) select $1, $2, $3, $4, array[c.id], $5 from case_row c where c.id = $6`
  return {
    text,
    values: [entry, house.now(), person, reason === undefined ? 'dossier' : 'dossier:contacts', box, caseId],
  }
}

function countFacts(streams: readonly ToldStream[]): number {
  return streams.reduce((sum, { facts }) => sum + facts.length, 0)
}

function logOf({ note }: StoredCheckpoint, proofs: readonly Proof[]) {
  const entries = proofs.map(({ path, ...rest }) => ({ ...rest, path: path.map((hash) => hash.toString('base64')) }))
  return { checkpoint: note, entries }
}

/** Packs and calendars under the hashes by which the facts name them. */
async function policyFiles({ pool }: House, streams: readonly ToldStream[]): Promise<DossierFile[]> {
  const hashes = new Set(streams.flatMap(({ facts }) => facts.flatMap(policiesOf)))
  const bodies = [...hashes]
    .sort()
    .map(async (hash) => jsonFile(`policies/${hash}.json`, await fetchPolicy(pool, hash)))
  return Promise.all(bodies)
}

function policiesOf({ type, data }: StoredFact): string[] {
  if (type === 'CalendarChanged') return [(data as CaseEventOf<'CalendarChanged'>).to]
  if (type !== 'CaseRegistered') return []
  const { calendar, regimes } = data as CaseEventOf<'CaseRegistered'>
  return [calendar, ...regimes.map(({ hash }) => hash)]
}

type About = { readonly number: string; readonly caseId: string; readonly madeAt: string; readonly origin: string }

/** The list of all files with their hashes, and the signature of the house on it. */
function signed({ ring: { signer } }: House, about: About, files: readonly DossierFile[]): DossierFile[] {
  const { origin, number, madeAt } = about
  const listed = files.map(({ name, sha256, size }) => ({ name, sha256: sha256.toString('hex'), bytes: size }))
  const key = verifierKey(origin, signer.publicKey)
  const manifest = jsonFile('manifest.json', { format: 'huiyin-dossier/1', ...about, key, files: listed })
  const text = `${origin}\ndossier\n${number}\n${manifest.sha256.toString('base64')}\n${madeAt}\n`
  return [manifest, fileOf('manifest.sig', Buffer.from(signNote(text, origin, signer)))]
}

function jsonFile(name: string, value: unknown): DossierFile {
  return fileOf(name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`))
}
