import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Guard, Problem } from '../guard.ts'

/** Where schemas of facts and of inputs stand, and under which name. */
const places = [
  { file: 'core/case/events.ts', name: 'caseEvents', rule: 'unmarked-fact' },
  { file: 'core/organisation/events.ts', name: 'organisationEvents', rule: 'unmarked-fact' },
  { file: 'core/7-improvement/events.ts', name: 'improvementEvents', rule: 'unmarked-fact' },
  { file: 'core/case/commands.ts', name: 'allCommands', rule: 'unmarked-input' },
  { file: 'core/7-improvement/commands.ts', name: 'improvementCommands', rule: 'unmarked-input' },
] as const

/** Every string of a fact or an input says whether it may stand in the clear: an unmarked one could carry a name into the trail. */
export const seals: Guard = {
  name: 'seals',
  rules: ['unmarked-fact', 'unmarked-input'],
  async run(root) {
    const found = await Promise.all(
      places.filter(({ file }) => existsSync(join(root, file))).map((place) => judge(root, place)),
    )
    const strings = found.reduce((sum, { count }) => sum + count, 0)
    return { figure: `${strings} strings, each clear or sealed`, problems: found.flatMap(({ problems }) => problems) }
  },
}

async function judge(
  root: string,
  { file, name, rule }: (typeof places)[number],
): Promise<{ count: number; problems: Problem[] }> {
  const module = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>
  const strings = Object.entries(schemasOf(module[name])).flatMap(([owner, schema]) =>
    stringsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node, owner),
  )
  const unmarked = strings.filter(({ marked }) => !marked)
  return {
    count: strings.length,
    problems: unmarked.map(({ path }) => ({ rule, file, text: `${path} is neither clear nor sealed` })),
  }
}

/** Facts are a record of schemas, commands a list of things with an input. */
function schemasOf(exported: unknown): Record<string, z.ZodType> {
  if (!Array.isArray(exported)) return exported as Record<string, z.ZodType>
  return Object.fromEntries((exported as { name: string; input: z.ZodType }[]).map(({ name, input }) => [name, input]))
}

type Node = {
  type?: string
  enum?: unknown
  const?: unknown
  seal?: string
  properties?: Record<string, Node>
  [key: string]: unknown
}

function stringsOf(node: Node, path: string): { path: string; marked: boolean }[] {
  const own =
    node.type === 'string' && node.enum === undefined && node.const === undefined
      ? [{ path, marked: node.seal === 'clear' || node.seal === 'sealed' }]
      : []
  const named = Object.entries(node.properties ?? {}).flatMap(([key, inner]) => stringsOf(inner, `${path}.${key}`))
  const inner = [
    node.items,
    node.additionalProperties,
    node.propertyNames,
    ...((node.anyOf as Node[]) ?? []),
    ...((node.oneOf as Node[]) ?? []),
  ]
  return [
    ...own,
    ...named,
    ...inner.flatMap((one) => (one && typeof one === 'object' ? stringsOf(one as Node, `${path}[]`) : [])),
  ]
}
