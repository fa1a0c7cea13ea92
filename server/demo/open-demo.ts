import { randomInt } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isHousePost } from '../../core/organisation/house-posts.ts'
import type { House } from '../house.ts'
import { wordsOf } from '../words.ts'
import { demoName, demoPacks, demoPeople } from './cast.ts'
import { complaints } from './complaints.ts'
import { foundDemo } from './found-demo.ts'
import { seedCases } from './seed-cases.ts'

export type DemoLogin = {
  readonly name: string
  readonly post: string
  readonly unit: string
  readonly login: string
  readonly password: string
}

/** What is needed to try the demo: log-ins, and one case to follow in the portal. */
export type DemoLogins = {
  readonly people: readonly DemoLogin[]
  readonly portal: { readonly number: string; readonly queryCode: string }
}

/** Passwords stand here before anybody has one, so that a start cut off half way can be gone on with. */
type Kept = {
  readonly seededAt: string
  readonly passwords: Readonly<Record<string, string>>
  readonly logins?: DemoLogins
}

/**
 * The demo: founded and filled at the first start, found again at every later one.
 *
 * @param dataDir state directory; the log-ins are kept there in `demo-logins.json`, readable by its owner only
 * @throws StartProblem where the database belongs to a real organisation
 */
export async function openDemo(house: House, dataDir: string): Promise<DemoLogins> {
  const file = join(dataDir, 'demo-logins.json')
  const kept = (await readKept(file)) ?? (await keep(file, { seededAt: house.now(), passwords: drawPasswords() }))
  if (kept.logins) return kept.logins
  const logins = await seedDemo(house, kept)
  await keep(file, { ...kept, logins })
  return logins
}

async function seedDemo(house: House, { seededAt, passwords }: Kept): Promise<DemoLogins> {
  const founded = Temporal.Instant.from(seededAt)
    .subtract({ hours: 45 * 24 })
    .toString({ fractionalSecondDigits: 3 })
  const organisation = await foundDemo({ ...house, now: () => founded }, passwords)
  const receipts = await seedCases({ house, organisation, seededAt })
  const shown = receipts[complaints.findIndex(({ path }) => path === 'answered')]
  if (!shown?.receipt) throw new Error('a registration gives a receipt')
  const people = demoPeople.map(({ name, login, post, unit }) => ({
    name,
    post: postName(house, post),
    unit: unit ?? demoName,
    login,
    password: passwords[login] ?? '',
  }))
  return { people, portal: { number: shown.number, queryCode: house.ring.queryCode(shown.receipt) } }
}

function postName({ policies }: House, post: string): string {
  if (isHousePost(post)) return wordsOf('zh-CN', 'codes')[`house-post.${post}`] ?? post
  const packs = demoPacks.flatMap((id) => policies.current.get(id) ?? [])
  return packs.map(({ content }) => content.authority.posts[post]?.name.zh).find((name) => name !== undefined) ?? post
}

/** Letters and digits that cannot be mistaken for each other; sixty bits. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'

function drawPasswords(): Record<string, string> {
  const four = () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('')
  return Object.fromEntries(demoPeople.map(({ login }) => [login, [four(), four(), four()].join('-')]))
}

async function readKept(file: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Kept
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function keep(file: string, kept: Kept): Promise<Kept> {
  const draft = `${file}.new`
  await writeFile(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(draft, file)
  return kept
}
