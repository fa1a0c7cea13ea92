import { z } from 'zod'
import type { Catalogue } from '../../api/catalogue.ts'
import { improvementCommands } from '../../core/7-improvement/commands.ts'
import { allCommands } from '../../core/case/commands.ts'
import { limitsOf } from '../../core/policy/limits.ts'
import { lastValue, type PackInForce } from '../../core/policy/pack-in-force.ts'
import type { Report } from '../../core/policy/report-shape.ts'
import type { Source } from '../../core/policy/shape-parts.ts'
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
      .map(({ id, name, posts, lent }) => ({
        id,
        name,
        posts: [...posts, ...lent].map(({ post, unit }) => ({ post, unit })),
      })),
    packs: packs.map(showPack),
    commands: inputs,
    improvement,
  }
}

const inputs: Catalogue['commands'] = allCommands.map(
  ({ name, summary, stages, statuses, authority, portal, signed, input }) => ({
    name,
    summary,
    stages: [...stages],
    statuses: [...statuses],
    authority,
    portal,
    signed,
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

type Shown = Catalogue['packs'][number]

/** A pack as lists and forms name its parts. */
export function showPack({ id, hash, content }: PackInForce): Shown {
  const { manifest, intake, taxonomy, grades, authority, feedback, obligations } = content
  return {
    id,
    hash,
    name: manifest.name,
    channels: Object.entries(intake.channels).map(([one, { name, posted }]) => ({
      id: one,
      name,
      posted: posted !== undefined,
    })),
    toldBy: choices(feedback.channels),
    conditions: Object.entries(intake.conditions).map(([one, { text }]) => ({ id: one, text })),
    asked: Object.keys(intake.asked),
    prompts: Object.fromEntries(
      Object.entries(intake.asked).flatMap(([item, one]) => (one?.prompt ? [[item, one.prompt]] : [])),
    ),
    script: intake.script
      ? { greeting: intake.script.greeting, repeat: intake.script.repeat ?? null, closing: intake.script.closing }
      : null,
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
      limits: limitsOf(clause).flatMap(({ channels = null, received = null, allow }) => {
        const allowance = lastValue(allow)
        return allowance === undefined ? [] : [{ channels, received, allowance }]
      }),
      startsOn: clause.starts_on,
      clause: clauseOf(clause.source),
      onlyIf: clause.only_if !== undefined,
    })),
    reports: Object.entries(content.reports ?? {}).flatMap(([one, report]) => showReport(one, report)),
  }
}

function showReport(id: string, { name, every, falls, from, to, contains, source }: Report): Shown['reports'] {
  const rule = lastValue(falls)
  if (!rule) return []
  const { day = null, month = null, of, day_off: dayOff } = rule
  const whom = { from: [...from.posts], to: [...to.posts], others: [...(to.others ?? [])] }
  const told = contains.map(({ text }) => text)
  return [{ id, name, every, day, month, of, dayOff, ...whom, contains: told, clause: clauseOf(source) }]
}

function clauseOf(source: Source): string {
  return 'clause' in source ? source.clause : 'design'
}

function choices<T extends { name: { zh: string; en: string } }>(all: Record<string, T>) {
  return Object.entries(all).map(([id, { name }]) => ({ id, name }))
}
