import { type ASTNode, parse, serialize } from '@marcbachmann/cel-js'

/** A fact of which one thing is said: a text it is or is not, or whole numbers between which it lies; else only its words. */
type Atom = {
  readonly text: string
  readonly fact?: string
  readonly is?: string
  readonly isNot?: string
  readonly from?: number
  readonly to?: number
}

/** All that has to hold together. A condition holds where one of its cases does. */
export type Case = readonly Atom[]

/** Beyond so many cases a condition is not taken apart: what is said of it stays true, and less is said. */
const MOST = 64

/**
 * The cases of a condition, those left out that contradict themselves: none where it can never hold, one without anything
 * in it where it always does. Negations of more than one comparison stay whole, so that what follows from the cases is
 * certain, and some of what is true is not seen.
 *
 * @param text a condition that compiles
 */
export function casesOf(text: string): readonly Case[] {
  return casesIn(parse(text).ast).filter((one) => !one.some((a) => one.some((b) => excludes(a, b))))
}

/** Whether all that a case asks for holds wherever another case does. */
export function holdsWith(asked: Case, given: Case): boolean {
  return asked.every((one) => given.some((other) => implies(other, one)))
}

function casesIn(node: ASTNode): readonly Case[] {
  const found = taken(node)
  return found.length > MOST ? [[{ text: serialize(node) }]] : found
}

function taken(node: ASTNode): readonly Case[] {
  if (node.op === '||') return node.args.flatMap(casesIn)
  if (node.op === '&&') {
    const [left, right] = node.args.map(casesIn) as [readonly Case[], readonly Case[]]
    return left.flatMap((a) => right.map((b) => [...a, ...b]))
  }
  if (node.op === 'value' && typeof node.args === 'boolean') return node.args ? [[]] : []
  if (node.op === 'in' && node.args[1].op === 'list')
    return node.args[1].args.map((value) => [comparison(node.args[0], '==', value)])
  return [[atomOf(node)]]
}

function atomOf(node: ASTNode): Atom {
  if (
    node.op === '==' ||
    node.op === '!=' ||
    node.op === '<' ||
    node.op === '<=' ||
    node.op === '>' ||
    node.op === '>='
  )
    return comparison(node.args[0], node.op, node.args[1])
  if (node.op === '!_') return { text: serialize(node), fact: serialize(node.args), isNot: 'true' }
  return { text: serialize(node), fact: serialize(node), is: 'true' }
}

type Comparing = '==' | '!=' | '<' | '<=' | '>' | '>='

/** A comparison of a fact with a value written out; any other is known by its words alone. */
function comparison(fact: ASTNode, op: Comparing, against: ASTNode): Atom {
  const text = `${serialize(fact)} ${op} ${serialize(against)}`
  if (against.op !== 'value' || fact.op === 'value') return { text }
  const named = { text, fact: serialize(fact) }
  const value = against.args
  if (typeof value === 'bigint') return { ...named, ...rangeOf(op, Number(value)) }
  if (typeof value !== 'string') return named
  if (op === '==') return { ...named, is: value }
  return op === '!=' ? { ...named, isNot: value } : named
}

function rangeOf(op: Comparing, value: number): Pick<Atom, 'from' | 'to'> {
  if (op === '==') return { from: value, to: value }
  if (op === '>=' || op === '>') return { from: op === '>' ? value + 1 : value }
  if (op === '<=' || op === '<') return { to: op === '<' ? value - 1 : value }
  return {}
}

function implies(given: Atom, asked: Atom): boolean {
  if (given.text === asked.text) return true
  if (given.fact === undefined || given.fact !== asked.fact) return false
  if (asked.is !== undefined) return given.is === asked.is
  if (asked.isNot !== undefined) return given.is !== undefined && given.is !== asked.isNot
  if (asked.from === undefined && asked.to === undefined) return false
  return least(given) >= least(asked) && most(given) <= most(asked)
}

/** Whether one cannot hold beside the other; asked both ways round. */
function excludes(a: Atom, b: Atom): boolean {
  if (a.fact === undefined || a.fact !== b.fact) return false
  if (a.is !== undefined && b.is !== undefined) return a.is !== b.is
  if (a.is !== undefined && b.isNot !== undefined) return a.is === b.isNot
  return most(a) < least(b)
}

function least({ from }: Atom): number {
  return from ?? Number.NEGATIVE_INFINITY
}

function most({ to }: Atom): number {
  return to ?? Number.POSITIVE_INFINITY
}
