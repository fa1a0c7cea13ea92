import { weekdayOffice } from '../../core/calendar/calendar-shape.ts'
import { organisationCommands } from '../../core/organisation/commands.ts'
import { startProblem } from '../db/embedded/start-problem.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { type Demonstrator, demoName, demoPacks, demoPeople, demoUnits } from './cast.ts'

const hours = weekdayOffice('Asia/Shanghai', [
  ['09:00', '12:00'],
  ['13:30', '18:00'],
])

/**
 * Founds the demo organisation, or goes on where an earlier start was cut off.
 *
 * @param passwords by log-in
 * @throws StartProblem where the database belongs to a real organisation
 */
export async function foundDemo(house: House, passwords: Readonly<Record<string, string>>): Promise<Organisation> {
  const [first, ...others] = demoPeople
  const known = await house.directory.refresh()
  if (known && known.name !== demoName) throw notDemo(known.name)
  if (!known) {
    const administrator = { name: first.name, login: first.login, password: passwords[first.login] }
    await run(house, 'set-up', { name: demoName, hours, packs: demoPacks, administrator })
  }
  for (const [name, kind, above] of demoUnits) await addUnit(house, name, kind, above)
  for (const person of others) await addPerson(house, person, passwords[person.login] ?? '')
  return await current(house)
}

async function addUnit(house: House, name: string, kind: string, above: string | undefined): Promise<void> {
  const organisation = await current(house)
  if ([...organisation.units.values()].some((unit) => unit.name === name)) return
  await run(house, 'add-unit', { parent: unitNamed(organisation, above), name, kind })
}

async function addPerson(house: House, { name, login, post, unit }: Demonstrator, password: string): Promise<void> {
  const organisation = await current(house)
  if ([...organisation.people.values()].some((person) => person.login === login)) return
  const posts = [{ post, unit: unitNamed(organisation, unit) }]
  await run(house, 'add-person', { name, login, password, posts })
}

async function run(house: House, name: string, input: unknown): Promise<void> {
  const command = organisationCommands.find((one) => one.name === name)
  if (!command) throw new Error(`no command ${name}`)
  const caller = { kind: 'system', id: 'demo' } as const
  const answer = await handleOrganisation(house, { command, input: command.input.parse(input), caller })
  if ('refusal' in answer) throw new Error(`the demo's ${name} was refused: ${answer.refusal.code}`)
}

async function current({ directory }: House): Promise<Organisation> {
  const organisation = await directory.now()
  if (!organisation) throw new Error('the demo organisation was founded a moment ago')
  return organisation
}

/** The id of a unit of the demo. @param name the root where left out */
export function unitNamed({ units }: Organisation, name: string | undefined): string {
  const unit = [...units.values()].find((one) => (name === undefined ? one.parent === null : one.name === name))
  if (!unit) throw new Error(`the demo has no unit ${name}`)
  return unit.id
}

function notDemo(name: string) {
  return startProblem(
    `数据目录中已有机构“${name}”，演示数据不会写入其中。请用 HUIYIN_DATA 另选一个空目录。`,
    `The data directory belongs to the organisation ${name}; demo data is not written into it. Choose an empty directory by HUIYIN_DATA.`,
  )
}
