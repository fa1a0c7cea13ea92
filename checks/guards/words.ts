import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Guard, Problem } from '../guard.ts'

/** Every sentence stands in both languages (`words/zh-CN/*.json`, `words/en/*.json`), with the same holes to fill. */
export const words: Guard = {
  name: 'words',
  rules: ['missing', 'empty', 'holes-differ', 'no-words'],
  async run(root) {
    if (!existsSync(join(root, 'web'))) return { figure: 'no web yet', problems: [] }
    const [chinese, english] = await Promise.all([sentences(root, 'zh-CN'), sentences(root, 'en')])
    const problems = [
      ...missing(chinese, english, 'en'),
      ...missing(english, chinese, 'zh-CN'),
      ...empty(chinese, 'zh-CN'),
      ...empty(english, 'en'),
      ...holesDiffer(chinese, english),
    ]
    if (chinese.size === 0) problems.push({ rule: 'no-words', file: 'words/zh-CN', text: 'there is not one sentence' })
    return { figure: `${chinese.size} sentences in 2 languages`, problems }
  },
}

/** Sentence by `file key`, where the key is the path inside the file. */
type Sentences = Map<string, string>

async function sentences(root: string, language: string): Promise<Sentences> {
  const folder = join(root, 'words', language)
  const files = (await Array.fromAsync(glob('*.json', { cwd: folder }))).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return new Map(files.flatMap((file, index) => flat(JSON.parse(texts[index] ?? ''), `${file} `)))
}

function flat(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value).flatMap(([key, inner]) =>
    flat(inner, path.endsWith(' ') ? path + key : `${path}.${key}`),
  )
}

/** English has a singular and Chinese has not: `cases_one` and `cases_other` are one sentence. */
function withoutPlural(key: string) {
  return key.replace(/_(zero|one|two|few|many|other)$/, '')
}

function missing(from: Sentences, to: Sentences, language: string) {
  const there = new Set([...to.keys()].map(withoutPlural))
  return [...from.keys()]
    .filter((key) => !there.has(withoutPlural(key)))
    .map((key) => problem('missing', language, key))
}

function empty(texts: Sentences, language: string) {
  return [...texts].filter(([, text]) => text.trim() === '').map(([key]) => problem('empty', language, key))
}

function holesDiffer(chinese: Sentences, english: Sentences) {
  return [...chinese]
    .filter(([key, text]) => english.has(key) && holes(text) !== holes(english.get(key) ?? ''))
    .map(([key]) => problem('holes-differ', 'en', key))
}

/** The names of what is put in; how it is formatted may differ. */
function holes(text: string) {
  const names = [...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name)
  return [...new Set(names)].sort().join()
}

function problem(rule: string, language: string, at: string): Problem {
  const [file, key] = at.split(' ')
  return { rule, file: `words/${language}/${file}`, text: key ?? '' }
}
