import { type ASTNode, parse } from '@marcbachmann/cel-js'
import type { Words } from '../shared/words.ts'

/** One value that a condition compares a fact with: `axes.nature == "repeat"` holds `axes.nature` against `repeat`. */
export type Comparison = { readonly fact: string; readonly value: string }

const COMPARING = new Set('value id . list ?: || && !_ -_ == != in < <= > >='.split(' '))
const CALLS = new Set(['size', 'startsWith', 'endsWith', 'contains', 'exists', 'exists_one', 'all'])

/**
 * What a condition does beyond comparing, in words; undefined where it only compares. Whatever could fail on a
 * case or take long on a user's text is refused here, once, instead of failing later.
 */
export function computingIn(ast: ASTNode): Words | undefined {
  for (const node of nodesOf(ast)) {
    const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined
    if (name !== undefined && !CALLS.has(name))
      return { zh: `条件里不能用 \`${name}\``, en: `\`${name}\` is not allowed in a condition` }
    if (name === undefined && !COMPARING.has(node.op)) return onlyCompares(node.op)
  }
  return usesTableWhole(ast) ? writtenByName : undefined
}

const onlyCompares = (op: string): Words => ({
  zh: `条件里不能用 \`${op}\`：条件只作比较，不作计算`,
  en: `\`${op}\` is not allowed in a condition: it compares, it does not compute`,
})
const writtenByName: Words = {
  zh: '分类维度写作 `axes.nature`，人数统计写作 `people.same_cause`',
  en: 'an axis is written `axes.nature`, a count `people.same_cause`',
}

/** What a condition sees by name: the class on an axis, and how many people a count of the pack has found. */
const tables = ['axes', 'people'] as const
export type Table = (typeof tables)[number]

/** The entries of a table that a condition names, each once. */
export function namedIn(ast: ASTNode, table: Table): string[] {
  const named = nodesOf(ast).flatMap((node) => (node.op === '.' && isId(node.args[0], table) ? [node.args[1]] : []))
  return [...new Set(named)]
}

/** The facts that a condition names, each as often as it does. @param text a condition that compiles */
export function factsIn(text: string): string[] {
  return nodesOf(parse(text).ast).flatMap((node) => (node.op === 'id' ? [node.args] : []))
}

/** The entries of a table named in the text of a condition that compiles, each once. */
export function entriesIn(text: string, table: Table): string[] {
  return namedIn(parse(text).ast, table)
}

/**
 * The facts of a condition with the texts they are held against, so that a value no case can have is found at load.
 *
 * @param text a condition that compiles
 */
export function comparisonsIn(text: string): Comparison[] {
  return nodesOf(parse(text).ast).flatMap((node) => {
    if (node.op === '==' || node.op === '!=')
      return held(node.args[0], node.args[1]) ?? held(node.args[1], node.args[0]) ?? []
    if (node.op === 'in') return held(node.args[0], node.args[1]) ?? held(node.args[1], node.args[0]) ?? []
    return []
  })
}

function held(fact: ASTNode, against: ASTNode): Comparison[] | undefined {
  const name = nameOf(fact)
  if (name === undefined) return undefined
  const values = against.op === 'list' ? against.args : [against]
  return values.flatMap((one) =>
    one.op === 'value' && typeof one.args === 'string' ? [{ fact: name, value: one.args }] : [],
  )
}

function nameOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args
  return node.op === '.' && isId(node.args[0], 'axes') ? `axes.${node.args[1]}` : undefined
}

function isId(node: ASTNode, name: string): boolean {
  return node.op === 'id' && node.args === name
}

function usesTableWhole(ast: ASTNode): boolean {
  const nodes = nodesOf(ast)
  const fields = nodes.filter((node) => node.op === '.')
  const read = fields.filter((node) => tables.some((table) => isId(node.args[0], table)))
  return (
    nodes.filter((node) => tables.some((table) => isId(node, table))).length > read.length ||
    fields.length > read.length
  )
}

/** The node and all below it. */
function nodesOf(node: ASTNode): ASTNode[] {
  return [node, ...childrenOf(node.args)]
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf)
  return isNode(args) ? nodesOf(args) : []
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value
}
