import { weekdayOffice } from '../calendar/calendar-shape.ts'
import { isRefusal } from '../shared/refusal.ts'
import { type OrganisationActor, type OrganisationContext, runOrganisationCommand } from './command.ts'
import { organisationCommands } from './commands.ts'
import type { OrganisationEvent } from './events.ts'
import { evolveOrganisation } from './evolve.ts'
import { noOrganisation } from './state.ts'

export const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
export const [root, east, first, west] = [id(1), id(2), id(3), id(4)]
export const [wei, system, audit, agent, nobody] = [id(11), id(12), id(13), id(14), id(15)]
const sealedAs = (value: string, person: string) => ({ secret: value, holder: `party:${person}` as const })
const person = (one: string): OrganisationEvent => ({
  type: 'PersonAdded',
  person: one,
  name: sealedAs('名', one),
  login: sealedAs('name', one),
})
export const post = (one: string, held: string, unit = root): OrganisationEvent => ({
  type: 'PostGiven',
  person: one,
  post: held,
  unit,
})

export const town: OrganisationEvent[] = [
  { type: 'OrganisationFounded', name: '示范', hours: weekdayOffice('Asia/Shanghai'), packs: ['bank'] },
  { type: 'UnitAdded', unit: root, name: '示范', kind: 'group' },
  { type: 'UnitAdded', unit: east, parent: root, name: '东区', kind: 'area' },
  { type: 'UnitAdded', unit: first, parent: east, name: '东一', kind: 'unit' },
  { type: 'UnitAdded', unit: west, parent: root, name: '西区', kind: 'area' },
  ...[wei, system, audit, agent, nobody].map(person),
  post(wei, 'security-administrator'),
  post(system, 'system-administrator'),
  post(audit, 'audit-administrator'),
  post(agent, 'agent', first),
]
export const fold = (events: readonly OrganisationEvent[]) => events.reduce(evolveOrganisation, noOrganisation)

export function run(
  name: string,
  input: unknown,
  by = wei,
  events: readonly OrganisationEvent[] = town,
  more: Partial<OrganisationContext> = {},
) {
  const command = organisationCommands.find((one) => one.name === name)
  if (!command) throw new Error(name)
  const actor: OrganisationActor = by === 'system' ? { kind: 'system', id: 'test' } : { kind: 'staff', id: by }
  const packs = new Map([
    ['bank', { hash: 'b'.repeat(64), posts: ['agent', 'director'] }],
    ['enterprise', { hash: 'e'.repeat(64), posts: ['agent', 'quality'] }],
  ])
  const base = {
    state: fold(events),
    actor,
    packs,
    allotted: { unit: id(90), person: id(91), revision: id(92), delegation: id(94), token: id(95), webhook: id(96) },
    today: '2026-03-02',
    loginTaken: false,
    called: () => ({ name: '王伟', login: 'wangwei' }),
  }
  return runOrganisationCommand(command, command.input.parse(input), { ...base, ...more })
}
export const codeOf = (decision: ReturnType<typeof run>) => (isRefusal(decision) ? decision.code : 'yes')

/** A version of the pack `bank` that waits for a second person, and what the loader says of it. */
export const proposed = {
  type: 'PackRevisionProposed',
  revision: id(93),
  pack: 'bank',
  hash: 'c'.repeat(64),
  base: 'b'.repeat(64),
  source: 'd'.repeat(64),
  from: '2026-03-02',
  proposer: system,
  reason: { secret: '缩短', holder: 'case' },
} as const satisfies OrganisationEvent
export const judged = { hash: proposed.hash, source: proposed.source, problems: 0, examples: 7, failed: 0 }
