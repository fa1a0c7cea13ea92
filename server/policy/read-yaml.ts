import { readFile } from 'node:fs/promises'
import { type Document, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import type { PolicyProblem } from './policy-problems.ts'
import { shapeProblems } from './shape-problems.ts'

type Path = readonly (string | number)[]

/** A file read and found well-shaped; `at` says where in it a value stands, for what is found wrong later. */
export type YamlFile<T> = { readonly value: T; readonly at: (path: Path, text: string) => PolicyProblem }
export type ReadYaml<T> = YamlFile<T> | { readonly problems: readonly PolicyProblem[] }

/**
 * Reads one file of rules, see `parseYaml`.
 *
 * @param path where it lies
 * @param name how problems call it
 * @throws where the file cannot be read at all
 */
export async function readYaml<S extends z.ZodType>(
  path: string,
  name: string,
  schema: S,
): Promise<ReadYaml<z.infer<S>>> {
  const text = decoded(await readFile(path))
  if (text !== undefined) return parseYaml(text, name, schema)
  return { problems: [{ file: name, line: 1, column: 1, text: 'the file is not written in UTF-8' }] }
}

/** Reads YAML 1.2 strictly: unique keys, neither anchors nor aliases nor tags, and the shape that is asked for. */
export function parseYaml<S extends z.ZodType>(text: string, name: string, schema: S): ReadYaml<z.infer<S>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' })
  const placed = (offset: number, sentence: string) => placeOf(name, lines, offset, sentence)
  const broken = [...document.errors, ...document.warnings].map(({ pos, message }) => placed(pos[0], message))
  const problems = [...broken, ...hiddenParts(document).map((part) => placed(part.offset, part.text))]
  if (problems.length > 0) return { problems }
  const at = (where: Path, sentence: string) => placed(offsetOf(document, where), sentence)
  const raw: unknown = document.toJS()
  const parsed = schema.safeParse(raw)
  if (parsed.success) return { value: parsed.data, at }
  return { problems: shapeProblems(parsed.error.issues, raw).map((one) => at(one.path, one.text)) }
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function placeOf(file: string, lines: LineCounter, offset: number, text: string): PolicyProblem {
  const { line, col } = lines.linePos(offset)
  return { file, line: Math.max(1, line), column: Math.max(1, col), text }
}

/** What would make a file say something else than it shows to its reader. */
function hiddenParts(document: Document): { offset: number; text: string }[] {
  const found: { offset: number; text: string }[] = []
  visit(document, {
    Alias: (_key, node) => void found.push({ offset: startOf(node), text: 'an alias: write the value out' }),
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor)
        found.push({ offset: startOf(node), text: 'an anchor: write the value out where it is needed' })
      if ('tag' in node && node.tag)
        found.push({ offset: startOf(node), text: `a tag ${node.tag}: the shape says the type` })
    },
  })
  return found
}

/** Where a value stands: its key in a map, its first character in a list; the nearest thing around it where it is missing. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const part of path) {
    const found = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(part))
      : isSeq(node)
        ? node.items[Number(part)]
        : undefined
    if (found === undefined) return offset
    offset = startOf(isPair(found) ? found.key : found)
    node = isPair(found) ? found.value : found
  }
  return offset
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0
}
