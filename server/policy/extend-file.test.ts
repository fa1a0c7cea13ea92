import { expect, it } from 'vitest'
import { extendFile } from './extend-file.ts'
import { type PlainFile, parsePlain } from './read-yaml.ts'

const file = (name: string, text: string) => parsePlain(text, name) as PlainFile
const x = { zh: '错', en: 'x' }
const base = file(
  'base.yaml',
  'posts:\n  agent: { name: A, source: { design: why } }\n  boss: { name: B }\nyears: { 2020-01-01: 3 }\norder: [a, b]\n',
)

it('joins maps key by key; lists, sources and values by day replace', () => {
  const own = file(
    'own.yaml',
    'posts:\n  agent: { source: { clause: 1 } }\n  clerk: { name: C }\nyears: { 2021-01-01: 5 }\norder: [c]\n',
  )
  expect(extendFile(base, own).value).toEqual({
    posts: { agent: { name: 'A', source: { clause: 1 } }, boss: { name: 'B' }, clerk: { name: 'C' } },
    years: { '2021-01-01': 5 },
    order: ['c'],
  })
})

it('leaves out what is set to nothing', () => {
  expect(extendFile(base, file('own.yaml', 'posts: { boss: ~ }\nyears: ~\n')).value).toEqual({
    posts: { agent: { name: 'A', source: { design: 'why' } } },
    order: ['a', 'b'],
  })
})

it('names the file and the line from which a value comes', () => {
  const laid = extendFile(base, file('own.yaml', '# mine\nposts:\n  agent: { name: Z }\n'))
  expect(laid.at(['posts', 'agent', 'name'], x)).toMatchObject({ file: 'own.yaml', line: 3 })
  expect(laid.at(['posts', 'boss', 'name'], x)).toMatchObject({ file: 'base.yaml', line: 3 })
  expect(laid.at(['posts', 'nobody'], x)).toMatchObject({ file: 'own.yaml', line: 2 })
})

it('is the same as the base under an empty map', () => {
  expect(extendFile(base, file('own.yaml', '{}')).value).toEqual(base.value)
})
