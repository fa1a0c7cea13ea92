import { isNode, isScalar, isSeq, parseDocument } from 'yaml'
import type { TestedPack } from '../../api/packs.ts'
import type { Texts } from '../api/calls.ts'

type Failed = TestedPack['failed'][number]
type Patch = { readonly from: number; readonly to: number; readonly written: string }

/**
 * Golden cases that expect what came out, in the files that hold them; all else in the files stays as it is written.
 * An expectation that names no single value or list is left to its writer.
 */
export function takenOver(id: string, texts: Texts, failed: readonly Failed[]): Texts {
  const files = [...new Set(failed.map(({ file }) => file))]
  return Object.fromEntries(
    files.map((path) => {
      const file = path.slice(path.indexOf(`${id}/`) + id.length + 1)
      const mine = failed.filter((one) => one.file === path)
      return [file, patched(texts[file] ?? '', mine)]
    }),
  )
}

function patched(text: string, failed: readonly Failed[]): string {
  const document = parseDocument(text)
  const examples = document.toJS() as { name: { en: string } }[]
  const patches = failed.flatMap((one) => {
    const place = examples.findIndex(({ name }) => name.en === one.name.en)
    const node = document.getIn([place, 'steps', one.step, 'expect', ...one.path], true)
    return isNode(node) && node.range && (isScalar(node) || isSeq(node)) && one.found !== ''
      ? [{ from: node.range[0], to: node.range[1], written: isSeq(node) ? `[${one.found}]` : one.found }]
      : []
  })
  return patches.sort((a, b) => b.from - a.from).reduce(put, text)
}

function put(text: string, { from, to, written }: Patch): string {
  return `${text.slice(0, from)}${written}${text.slice(to)}`
}
