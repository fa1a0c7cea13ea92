import { readFile } from 'node:fs/promises'
import { type Document, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import type { Words } from '../../core/shared/words.ts'
import type { PolicyProblem } from './policy-problems.ts'
import { shapeProblems } from './shape-problems.ts'
import { yamlMistake } from './yaml-mistakes.ts'

type Path = readonly (string | number)[]

type Placed = (path: Path, text: Words) => PolicyProblem

/** What a file holds before anybody asked for a shape; `at` says where in it a value stands, `has` whether it does. */
export type PlainFile = { readonly value: unknown; readonly at: Placed; readonly has: (path: Path) => boolean }
/** A file read and found well-shaped; `at` serves what is found wrong later. */
export type YamlFile<T> = { readonly value: T; readonly at: Placed }
type Problems = { readonly problems: readonly PolicyProblem[] }
export type ReadYaml<T> = YamlFile<T> | Problems

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
  const read = plainFrom(await readText(path), name)
  return 'problems' in read ? read : shaped(read, schema)
}

/** The text of a file; undefined where it is not written in UTF-8. @throws where the file cannot be read at all */
export async function readText(path: string): Promise<string | undefined> {
  return decoded(await readFile(path))
}

/** A text as `parsePlain` reads it; a file without a readable text is a problem of its own. */
export function plainFrom(text: string | undefined, name: string): PlainFile | Problems {
  if (text !== undefined) return parsePlain(text, name)
  return { problems: [{ file: name, line: 1, column: 1, text: notUtf8 }] }
}

const notUtf8 = { zh: '文件不是 UTF-8 编码，请另存为 UTF-8', en: 'the file is not written in UTF-8' }

/** Reads YAML strictly, see `parsePlain`, and in the shape that is asked for. */
export function parseYaml<S extends z.ZodType>(text: string, name: string, schema: S): ReadYaml<z.infer<S>> {
  const read = parsePlain(text, name)
  return 'problems' in read ? read : shaped(read, schema)
}

/** A file as its schema understands it, or what is wrong with it. */
export function shaped<S extends z.ZodType>({ value, at }: PlainFile, schema: S): ReadYaml<z.infer<S>> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { value: parsed.data, at }
  return { problems: shapeProblems(parsed.error.issues, value).map((one) => at(one.path, one.text)) }
}

/** A text as YAML 1.2, strictly: unique keys, neither anchors nor aliases nor tags. */
export function parsePlain(text: string, name: string): PlainFile | Problems {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' })
  const placed = (offset: number, words: Words) => placeOf(name, lines, offset, words)
  const broken = [...document.errors, ...document.warnings].map((error) => placed(error.pos[0], yamlMistake(error)))
  const problems = [...broken, ...hiddenParts(document).map((part) => placed(part.offset, part.text))]
  if (problems.length > 0) return { problems }
  const at = (where: Path, words: Words) => placed(placeIn(document, where).offset, words)
  return { value: document.toJS(), at, has: (where) => placeIn(document, where).whole }
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function placeOf(file: string, lines: LineCounter, offset: number, text: Words): PolicyProblem {
  const { line, col } = lines.linePos(offset)
  return { file, line: Math.max(1, line), column: Math.max(1, col), text }
}

/** What would make a file say something else than it shows to its reader. */
function hiddenParts(document: Document): { offset: number; text: Words }[] {
  const found: { offset: number; text: Words }[] = []
  visit(document, {
    Alias: (_key, node) => void found.push({ offset: startOf(node), text: anAlias }),
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor) found.push({ offset: startOf(node), text: anAnchor })
      if ('tag' in node && node.tag) found.push({ offset: startOf(node), text: aTag(node.tag) })
    },
  })
  return found
}

const anAlias = { zh: '不能用别名，请写出值', en: 'an alias: write the value out' }
const anAnchor = { zh: '不能用锚点，请在需要处写出值', en: 'an anchor: write the value out where it is needed' }
const aTag = (tag: string) => ({ zh: `不能用标签 ${tag}，类型由格式规定`, en: `a tag ${tag}: the shape says the type` })

/**
 * Where a value stands: its key in a map, its first character in a list; the nearest thing around it, and `whole` false,
 * where it is missing.
 */
function placeIn(document: Document, path: Path): { readonly offset: number; readonly whole: boolean } {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const part of path) {
    const found = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(part))
      : isSeq(node)
        ? node.items[Number(part)]
        : undefined
    if (found === undefined) return { offset, whole: false }
    offset = startOf(isPair(found) ? found.key : found)
    node = isPair(found) ? found.value : found
  }
  return { offset, whole: true }
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0
}
