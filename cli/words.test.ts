import { describe, expect, it } from 'vitest'
import { fields } from '../server/import/fields.ts'
import { whats } from '../server/trail/verify/finding.ts'
import { explained, Failure } from './failure.ts'
import { sourceOf } from './import.ts'
import { languageOfRun, speaker } from './words.ts'

const [chinese, english] = [speaker('zh-CN'), speaker('en')]

describe('the language of a run', () => {
  it.each([
    [[], false, 'zh-CN'],
    [[], true, 'en'],
    [['import', 'x', '--lang', 'en'], false, 'en'],
    [['--lang=zh', 'start'], true, 'zh-CN'],
    [['start', '--lang'], true, 'en'],
  ] as const)('of %j with an English shell %s is %s', (args, shell, language) => {
    expect(languageOfRun(args, shell)).toBe(language)
  })
})

describe('a sentence', () => {
  it('has its holes filled, lists joined as the language joins them', () => {
    const values = { fields: ['编号', '内容'], found: ['a', 'b'] }
    expect(chinese('import.columns-missing', values)).toContain('编号、内容')
    expect(english('import.columns-missing', values)).toContain('a, b')
    expect(english('trail.found', { findings: 1, facts: 12_345, streams: 2 })).toContain('12,345')
  })

  it('of a refused command is that of the refusal', () => {
    expect(chinese('case.unknown')).toBe('没有这件投诉，或您无权查看。')
  })

  it.each(fields)('names the field %s', (field) => {
    expect(chinese(`field.${field}`)).not.toContain('field.')
  })
})

describe('a finding in the trail', () => {
  it.each(whats)('%s has its words', (what) => {
    for (const say of [chinese, english]) expect(say(`trail.what.${what}`)).not.toContain('trail.')
  })
})

describe('an error', () => {
  it('that somebody can mend is explained in the language', () => {
    const refused = Object.assign(new Error('refused'), {
      code: 'import.columns-missing',
      params: { fields: ['id'], found: ['text'] },
    })
    expect(explained(refused, chinese)).toEqual([expect.stringMatching(/编号.*text/)])
    expect(explained(Object.assign(new Error('x'), { zh: '中', en: 'English' }), english)).toEqual(['English'])
    expect(explained(Object.assign(new Error('English'), { zh: '中' }), english)).toEqual(['English'])
    expect(explained(new Failure(['一', '二']), chinese)).toEqual(['一', '二'])
    expect(explained(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), chinese)?.[0]).toContain('数据库')
  })

  it('of ours is not', () => {
    expect(explained(new TypeError('undefined is not a function'), chinese)).toBeUndefined()
    expect(explained(Object.assign(new Error('duplicate key'), { code: '23505' }), chinese)).toBeUndefined()
  })
})

it('a source goes by its file', () => {
  expect(['a/with-replies.csv.gz', 'b.xlsx', '热线 2024.jsonl', 'v1.2.csv', 'plain'].map(sourceOf)).toEqual([
    'with-replies',
    'b',
    '热线 2024',
    'v1.2',
    'plain',
  ])
})
