import { expect, it } from 'vitest'
import { z } from 'zod'
import { improvementEvents } from '../../core/7-improvement/events.ts'
import { caseEvents } from '../../core/case/events.ts'
import { contactsMasked, maskData, textsMasked } from './mask.ts'

type Node = { readonly properties?: Readonly<Record<string, Node>>; readonly [key: string]: unknown }

/** The names under which a schema holds sealed values, however deep. */
function sealedNames(node: Node, under: string): string[] {
  if (node.properties?.secret) return [under]
  const below = Object.entries(node.properties ?? {}).flatMap(([name, one]) => sealedNames(one, name))
  const others = ['items', 'anyOf', 'oneOf', 'allOf'].flatMap((key) => [node[key] ?? []].flat() as Node[])
  return [...below, ...others.flatMap((one) => sealedNames(one, under))]
}

/** Sealed, and not what people write freely: how a party or a file is called, links, marks of seals and recordings. */
const noFreeText = ['name', 'post', 'posted', 'recording', 'seal']

it('minds every sealed text of every fact, so that a new one cannot be shown to whoever has no need', () => {
  const names = Object.values({ ...caseEvents, ...improvementEvents }).flatMap((schema) =>
    sealedNames(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node, ''),
  )
  expect(names.length).toBeGreaterThan(60)
  const minded = [...Object.keys(textsMasked), ...Object.keys(contactsMasked), ...noFreeText]
  expect([...new Set(names)].filter((name) => !minded.includes(name))).toEqual([])
})

it('masks what tells of persons in texts and in lists of texts, and leaves the rest', () => {
  const told = {
    questions: ['请回电13812348000'],
    lines: [{ what: '本人李小明，三天内回复', share: 3 }],
    stage: 'triage',
  }
  expect(maskData(told, textsMasked)).toEqual({
    questions: ['请回电138****00'],
    lines: [{ what: '本人李**，三天内回复', share: 3 }],
    stage: 'triage',
  })
})
