import type { AnnouncedYear, Judged } from '../../core/organisation/command.ts'
import type { PackTexts } from '../../core/organisation/revisions.ts'
import type { OrganisationState } from '../../core/organisation/state.ts'
import type { Client, Statement } from '../db/pool.ts'
import type { House } from '../house.ts'
import { fetchPolicy, hashOfValue, storePolicy } from '../policies.ts'
import { storeYear } from '../policy/announced-years.ts'
import { readRevision, testRevision } from '../policy/pack-texts.ts'
import { readNotice } from '../policy/read-notice.ts'
import { packFolder } from '../project-root.ts'

/** What is said of a version of a pack or of the notice of a year, and what has to be kept once it is taken. */
export type Judgement = {
  readonly judged?: Judged
  readonly announced?: AnnouncedYear
  readonly keep: readonly Statement[]
}

/**
 * Reads what a command brings with it: the version of a pack that it proposes or puts in force, whose golden cases are run,
 * or the notice of a year.
 *
 * @param client of the transaction under way: another connection might be waited for by all who hold one
 * @param input  of any command of the organisation
 * @returns undefined for a command that brings no such thing
 */
export async function judge(
  { policies }: Pick<House, 'policies'>,
  client: Client,
  state: OrganisationState,
  input: unknown,
): Promise<Judgement | undefined> {
  const { notice } = input as { notice?: string }
  if (notice !== undefined) return judgeNotice(policies, notice)
  const found = await writtenIn(client, state, input)
  if (!found || !policies.current.has(found.pack)) return undefined
  const { pack, problems } = await readRevision(packFolder, found.pack, found.texts)
  const source = hashOfValue(found.texts)
  if (!pack) return { judged: { hash: source, source, problems: problems.length, examples: 0, failed: 0 }, keep: [] }
  const ran =
    problems.length === 0 ? testRevision(pack, found.texts, await policies.years.now()) : { examples: 0, failed: [] }
  const failed = new Set(ran.failed.map(({ file, name }) => `${file} ${name.en}`)).size
  const keep = [
    storePolicy('pack', pack.id, pack.hash, pack.content),
    storePolicy('pack-texts', pack.id, source, found.texts),
  ]
  return { judged: { hash: pack.hash, source, problems: problems.length, examples: ran.examples, failed }, keep }
}

async function judgeNotice({ years }: House['policies'], notice: string): Promise<Judgement> {
  const read = readNotice(notice, 'notice', await years.latest())
  if ('problems' in read) return { announced: { problems: read.problems.length }, keep: [] }
  const { file, news } = read
  return { announced: { year: file.year, hash: hashOfValue(file), news }, keep: news ? [storeYear(file)] : [] }
}

type Written = { readonly pack: string; readonly texts: PackTexts }

async function writtenIn(
  client: Client,
  { revisions }: OrganisationState,
  input: unknown,
): Promise<Written | undefined> {
  const given = input as { pack?: string; texts?: PackTexts; revision?: string }
  if (given.pack !== undefined && given.texts) return { pack: given.pack, texts: given.texts }
  const proposed = given.revision === undefined ? undefined : revisions[given.revision]
  if (proposed?.status !== 'proposed') return undefined
  return { pack: proposed.pack, texts: await fetchPolicy<PackTexts>(client, proposed.source) }
}
