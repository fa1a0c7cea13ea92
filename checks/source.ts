import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ESTree, type ParseResult, parseSync, Visitor, type VisitorObject } from 'vite'
import type { Problem } from './guard.ts'

export type Source = { path: string; text: string; program: ESTree.Program; comments: ParseResult['comments'] }
export type Report = (rule: string, node: { start: number }, text: string) => void

const parsed = new Map<string, Promise<Source>>()

/**
 * The syntax tree of a file, parsed once however many guards ask.
 *
 * @throws when the file is not valid TypeScript
 */
export function readSource(root: string, path: string): Promise<Source> {
  const absolute = join(root, path)
  const source = parsed.get(absolute) ?? parse(absolute, path)
  parsed.set(absolute, source)
  return source
}

async function parse(absolute: string, path: string): Promise<Source> {
  const text = await readFile(absolute, 'utf8')
  const { program, comments, errors } = parseSync(absolute, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  return { path, text, program, comments }
}

/** Walks the trees of the files and collects what `look` reports. */
export async function findIn(root: string, paths: string[], look: (report: Report, source: Source) => VisitorObject) {
  const problems: Problem[] = []
  for (const path of paths) {
    const source = await readSource(root, path)
    const report: Report = (rule, node, text) =>
      problems.push({ rule, file: path, line: lineAt(source.text, node.start), text })
    new Visitor(look(report, source)).visit(source.program)
  }
  return problems
}

/** Line of an offset, from 1. */
export function lineAt(text: string, offset: number) {
  return text.slice(0, offset).split('\n').length
}

/** `a.b`, also when written `a['b']`; undefined when it is anything longer or computed. */
export function memberName(node: ESTree.MemberExpression) {
  if (node.object.type !== 'Identifier') return undefined
  if (!node.computed && node.property.type === 'Identifier') return `${node.object.name}.${node.property.name}`
  if (node.property.type === 'Literal') return `${node.object.name}.${node.property.value}`
  return undefined
}
