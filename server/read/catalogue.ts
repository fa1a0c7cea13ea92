import { z } from 'zod'
import type { Catalogue } from '../../api/catalogue.ts'
import { improvementCommands } from '../../core/7-improvement/commands.ts'
import { allCommands } from '../../core/case/commands.ts'
import { limitsOf } from '../../core/policy/limits.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { adoptedNow } from '../packs-in-force.ts'

/** What forms and lists need to name things: units, people with their posts, packs, and the inputs of the commands. */
export function readCatalogue(house: House, organisation: Organisation): Catalogue {
  const packs = adoptedNow(house, organisation)
  return {
    units: [...organisation.units.values()]
      .filter((unit) => !unit.closed)
      .map(({ id, parent, name, kind }) => ({ id, parent, name, kind })),
    people: [...organisation.people.values()]
      .filter((person) => !person.disabled)
      .map(({ id, name, posts }) => ({ id, name, posts: posts.map((held) => ({ ...held })) })),
    packs: packs.map(showPack),
    commands: inputs,
    improvement,
  }
}

const inputs: Catalogue['commands'] = allCommands.map(
  ({ name, summary, stages, statuses, authority, portal, input }) => ({
    name,
    summary,
    stages: [...stages],
    statuses: [...statuses],
    authority,
    portal,
    input: shapeOf(input),
  }),
)

const improvement: Catalogue['improvement'] = improvementCommands.map(({ name, summary, authority, input }) => ({
  name,
  summary,
  authority,
  input: shapeOf(input),
}))

function shapeOf(input: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>
}

function showPack({ id, hash, content }: PackInForce): Catalogue['packs'][number] {
  const { manifest, intake, taxonomy, grades, authority, feedback, obligations } = content
  return {
    id,
    hash,
    name: manifest.name,
    channels: choices(intake.channels),
    conditions: Object.entries(intake.conditions).map(([one, { text }]) => ({ id: one, text })),
    asked: Object.keys(intake.asked),
    axes: Object.entries(taxonomy.axes).map(([axis, { name, required, values }]) => ({
      id: axis,
      name,
      required,
      values: choices(values),
    })),
    grades: grades.order.map(({ id: grade, name }) => ({ id: grade, name })),
    posts: choices(authority.posts),
    authorities: Object.entries(authority.authorities).map(([one, { posts }]) => ({ id: one, posts: [...posts] })),
    dimensions: choices(feedback.survey.dimensions),
    rights: feedback.rights.map(({ text }) => text),
    duties: Object.entries(obligations).map(([duty, clause]) => ({
      id: duty,
      duty: clause.duty,
      limits: limitsOf(clause).map(({ channels, received, allow }) => ({
        channels: channels ?? null,
        received: received ?? null,
        allowance: latest(allow),
      })),
      startsOn: clause.starts_on,
      clause: 'clause' in clause.source ? clause.source.clause : 'design',
      onlyIf: clause.only_if !== undefined,
    })),
  }
}

function choices<T extends { name: { zh: string; en: string } }>(all: Record<string, T>) {
  return Object.entries(all).map(([id, { name }]) => ({ id, name }))
}

/** The newest of the dated values. */
function latest(values: Record<string, string>): string {
  return values[Object.keys(values).sort().at(-1) ?? ''] ?? ''
}
