import { randomUUID } from 'node:crypto'
import { weekdayOffice } from '../../core/calendar/calendar-shape.ts'
import { organisationCommands } from '../../core/organisation/commands.ts'
import { housePosts } from '../../core/organisation/house-posts.ts'
import type { Caller } from '../call.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'

/** An organisation to be founded for a test. Names are keys: `town.units.east`, `town.people.agent`. */
export type Plan = {
  /** The leading one first; the first pack of the folder where left out. */
  readonly packs?: readonly string[]
  /** Name → name of the unit above, or null for one under the root. The root is called `root`. */
  readonly units?: Readonly<Record<string, string | null>>
  /** Name → posts with the unit. Left out: one person for each post of the leading pack and of the house, at the root. */
  readonly people?: Readonly<Record<string, readonly { post: string; unit: string }[]>>
}

export type Town = {
  /** Ids by name. */
  readonly units: Readonly<Record<string, string>> & { readonly root: string }
  readonly people: Readonly<Record<string, string>>
  /** Passwords by name. The log-in is the name. */
  readonly passwords: Readonly<Record<string, string>>
  /** The person as a caller of commands. */
  as(person: string): Caller & { kind: 'staff' }
}

/** Founds an organisation, by the real commands. */
export async function foundTown(house: House, plan: Plan = {}): Promise<Town> {
  const packs = plan.packs ?? [...house.policies.current.keys()].slice(0, 1)
  const hours = weekdayOffice('Asia/Shanghai', [
    ['09:00', '12:00'],
    ['13:30', '18:00'],
  ])
  await run(house, 'found', { name: '测试机构', hours, packs })
  const founded = await house.directory.refresh()
  const units: Record<string, string> & { root: string } = { root: [...(founded?.units.keys() ?? [])][0] ?? '' }
  for (const [name, above] of Object.entries(plan.units ?? {}))
    units[name] = (await run(house, 'add-unit', { name, kind: 'unit', parent: idOf(units, above ?? 'root') })).id
  const people: Record<string, string> = {}
  const passwords: Record<string, string> = {}
  for (const [name, held] of Object.entries(plan.people ?? onePerPost(house, packs))) {
    const posts = held.map(({ post, unit }) => ({ post, unit: idOf(units, unit) }))
    const password = randomUUID()
    people[name] = (await run(house, 'add-person', { name: `测试·${name}`, login: name, password, posts })).id
    passwords[name] = password
  }
  return { units, people, passwords, as: (person) => ({ kind: 'staff', id: idOf(people, person) }) }
}

async function run(house: House, name: string, input: unknown) {
  const command = organisationCommands.find((one) => one.name === name)
  if (!command) throw new Error(`no command ${name}`)
  const answer = await handleOrganisation(house, { command, input, caller: { kind: 'system', id: 'test' } })
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code} ${JSON.stringify(answer.refusal.params)}`)
  return answer.receipt
}

function onePerPost({ policies }: House, packs: readonly string[]): NonNullable<Plan['people']> {
  const posts = Object.keys(policies.current.get(packs[0] ?? '')?.content.authority.posts ?? {})
  return Object.fromEntries([...posts, ...housePosts].map((post) => [post, [{ post, unit: 'root' }]]))
}

function idOf(ids: Readonly<Record<string, string>>, name: string): string {
  const id = ids[name]
  if (!id) throw new Error(`the town has no ${name}`)
  return id
}
