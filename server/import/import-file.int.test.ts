import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Workbook } from '@cj-tech-master/excelts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import { verifyTrail } from '../trail/verify.ts'
import type { ImportRefused } from './fields.ts'
import { type ImportWish, importFile, type Listener } from './import-file.ts'
import { outcomeOf } from './outcome.ts'

let fresh: FreshHouse
let dir: string
beforeAll(async () => {
  fresh = await freshHouse()
  await fresh.found({
    packs: ['enterprise'],
    units: { 东区: null },
    people: { chief: [{ post: 'supervisor', unit: 'root' }] },
  })
  dir = await mkdtemp(join(tmpdir(), 'huiyin-import-'))
})
afterAll(async () => {
  await fresh.close()
  await rm(dir, { recursive: true })
})

type Problem = { row: number; field?: string; code: string }

/** Runs an import and gives its counts with the problems told, by row. */
async function run(
  file: string,
  wish: Partial<ImportWish> = {},
  listener: Partial<Listener> = {},
  house: House = fresh.house,
) {
  const problems: Problem[] = []
  const problem: Listener['problem'] = (one) =>
    problems.push(
      'refusal' in one ? { row: one.row, code: one.refusal.code } : { row: one.row, field: one.field, code: one.code },
    )
  const silent = { problem, progress: () => {}, stop: new AbortController().signal, ...listener }
  const whole = { file, source: file, packs: ['enterprise'], replay: true, ...wish }
  const { columns: _, unused: __, ...counts } = await importFile(house, whole, silent)
  return { ...counts, problems: problems.sort((a, b) => a.row - b.row) }
}

async function put(name: string, content: string | Buffer): Promise<string> {
  const path = join(dir, name)
  await writeFile(path, content)
  return path
}

type Kept = { number: string; stage: string; status: string; received_at: string; facts: string[]; unit: string }

/** What stands of the cases of a source, the earliest first. */
function kept(source: string): Promise<Kept[]> {
  const text = `select c.number, c.stage, c.status, c.received_at, u.name as unit,
      (select array_agg(f.type || '/' || f.origin order by f.version) from fact f where f.stream_id = c.id) as facts
    from import_row r join case_row c on c.id = r.case_id join unit u on u.id = c.unit_id where r.source = $1 order by c.received_at`
  return read(fresh.house.pool, asSystem, { text, values: [source] })
}

const header = '编号,姓名,主题,时间,内容,答复,答复时间'
const long = '小区门口的路修了一年还没有修好，"有关部门"说等等，\n已经等了很久。'.repeat(120)
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const messy = [
  header,
  `1,张三,路没修好,2019-04-25 09:32:09,${quoted(long)},${quoted('已经修好。\n谢谢！')},2019-04-26 09:32:09`,
  '',
  '2,李四,夜间施工,2019/4/24 16:03,吵。,,',
  '3,王五,时间不对,昨天,吵。,,',
  '4,赵六,没有内容,2019-04-24 16:03:40,,,',
  ',,,,,,',
  '2,李四,夜间施工,2019/4/24 16:03,吵。,,',
  '2,李四,夜间施工,2019/4/24 16:03,不吵了。,,',
  '5,孙七,迟到的答复,2019-03-01 08:00:00,慢。,好了。,2019-05-01 08:00:00',
].join('\n')

describe('an import with replay', () => {
  it('takes the good rows and names the others', async () => {
    const file = await put('messy.csv', messy)
    expect(await run(file)).toEqual({
      ...{ rows: 7, registered: 3, answered: 2, alreadyPresent: 1, changed: 1, errors: 2 },
      problems: [
        { row: 5, field: 'receivedAt', code: 'import.no-moment' },
        { row: 6, field: 'content', code: 'import.missing' },
        { row: 9, field: 'id', code: 'import.changed' },
      ],
    })
  })

  it('replays what was recorded at its time and makes up nothing', async () => {
    const [late, open, inTime] = await kept(join(dir, 'messy.csv'))
    expect(open).toMatchObject({
      stage: 'intake',
      status: 'open',
      received_at: '2019-04-24T08:03:00.000Z',
      unit: '测试机构',
    })
    expect(inTime).toMatchObject({ stage: 'feedback', received_at: '2019-04-25T01:32:09.000Z' })
    expect(inTime?.facts.filter((fact) => fact.endsWith('/import'))).toEqual([
      'CaseRegistered/import',
      'ComplaintAnswered/import',
    ])
    expect(inTime?.facts).toContain('ObligationUnknown/rule')
    const facts = late?.facts ?? []
    expect(facts.indexOf('ObligationMissed/time')).toBeGreaterThan(0)
    expect(facts.lastIndexOf('ObligationMissed/time')).toBeLessThan(facts.indexOf('ComplaintAnswered/import'))
  })

  it('counts duties and answers by the stored facts, the same after a second run', async () => {
    const file = join(dir, 'messy.csv')
    const wish = { file, source: file, packs: [], replay: true }
    const none = { rows: 0, registered: 0, answered: 0, alreadyPresent: 0, changed: 0, errors: 0 }
    const before = await outcomeOf(fresh.house, wish, none, 1)
    expect(before.obligations).toMatchObject({
      result: { allowance: '168 h', met: 1, missed: 1, running: 1, unknown: 0, cancelled: 0 },
      start: { allowance: '24 h', met: 0, missed: 0, running: 0, unknown: 3, cancelled: 0 },
      reply: { allowance: '5 working days', met: 1, missed: 1, running: 1 },
    })
    expect(before.answeredWithin).toEqual({ '24h': 1, '48h': 1, '72h': 1, '168h': 1 })
    expect(await run(file)).toMatchObject({ registered: 0, answered: 0, alreadyPresent: 4, changed: 1, errors: 2 })
    const { rssMb: _, rssPeakMb: __, ...again } = await outcomeOf(fresh.house, wish, none, 1)
    expect(before).toMatchObject(again)
    expect(await kept(file)).toHaveLength(3)
  })

  it('tells nobody of what happened long ago', async () => {
    expect(await read(fresh.house.pool, asSystem, { text: 'select from notice' })).toEqual([])
  })

  it('stores nothing of a row whose answer is refused', async () => {
    const odd = await fresh.another()
    const file = await put('refused.csv', `${header}\n1,甲,乙,2019-04-25,丙。,丁。,2019-04-26`)
    const source = 'refused'
    // A pack that knows no such channel stands for any refusal of the second step.
    const command = await import('../../core/5-feedback/answer.ts')
    const decide = command.recordedAnswer.decide
    Object.assign(command.recordedAnswer, {
      decide: () => ({ refused: true, code: 'feedback.remedy-not-decided', params: {} }),
    })
    const refused = await run(file, { source }, {}, odd)
    Object.assign(command.recordedAnswer, { decide })
    expect(refused).toMatchObject({
      registered: 0,
      errors: 1,
      problems: [{ row: 2, code: 'feedback.remedy-not-decided' }],
    })
    expect(await kept(source)).toEqual([])
    expect(await run(file, { source })).toMatchObject({ registered: 1, answered: 1 })
  })
})

describe('an import without replay', () => {
  it('registers at its time, under the rules that were in force then', async () => {
    const file = await put('plain.csv', `${header}\n1,甲,乙,2019-04-25,丙。,丁。,2019-04-26\n2,甲,乙,2021-04-25,丙。,,`)
    expect(await run(file, { source: 'plain', replay: false, unit: '东区' })).toMatchObject({
      registered: 2,
      answered: 0,
      problems: [],
    })
    const [before, after] = await kept('plain')
    expect(before).toMatchObject({ stage: 'intake', unit: '东区', received_at: '2019-04-24T16:00:00.000Z' })
    expect(before?.facts.some((fact) => fact.startsWith('Obligation'))).toBe(false)
    expect(after?.facts).toContain('ObligationStarted/rule')
  })
})

describe('a file', () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i + 1},甲,题${i + 1},2024-03-0${(i % 9) + 1} 10:00,内容${i + 1}。,答${i + 1}。,2024-03-11 09:00`,
  )

  it('of another kind gives the same complaints', async () => {
    const cells = rows.map((row) => row.split(','))
    const names = header.split(',')
    const book = new Workbook()
    book.addWorksheet('说明', { state: 'hidden' }).addRow(['请勿修改'])
    const sheet = book.addWorksheet('数据')
    sheet.addRow(names)
    for (const [id = '', ...rest] of cells)
      sheet.addRow([Number(id), ...rest.map((text, i) => (i === 2 ? new Date(`${text.replace(' ', 'T')}Z`) : text))])
    const jsonl = cells
      .map((row) => JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i]]))))
      .join('\n')
    const source = 'kinds'
    expect(await run(await put('kinds.csv.gz', gzipSync([header, ...rows].join('\r\n'))), { source })).toMatchObject({
      registered: 40,
      answered: 40,
    })
    expect(await run(await put('kinds.jsonl', jsonl), { source })).toMatchObject({ alreadyPresent: 40, problems: [] })
    expect(await run(await put('kinds.xlsx', Buffer.from(await book.xlsx.writeBuffer())), { source })).toMatchObject({
      alreadyPresent: 40,
      problems: [],
    })
  })

  it('in GB18030 is read as well', async () => {
    const bytes = Buffer.concat([Buffer.from('id,time,content\n1,2024-03-01,'), Buffer.from([0xcd, 0xb6, 0xcb, 0xdf])])
    expect(await run(await put('gb.csv', bytes))).toMatchObject({ registered: 1, problems: [] })
  })

  it('cut off by a stop or a failure goes on where it stood', async () => {
    const file = await put('cut.csv', [header, ...rows].join('\n'))
    const stop = new AbortController()
    const progress = (done: number) => done === 10 && stop.abort()
    const first = await run(file, {}, { stop: stop.signal, progress })
    expect(first.registered).toBeGreaterThanOrEqual(10)
    expect(first.registered).toBeLessThan(25)
    const failing = {
      ...fresh.house,
      now: () => {
        throw new Error('the power is gone')
      },
    }
    const broken = async () => run(file, {}, {}, { ...failing, now: countdown(60, failing.now) })
    await expect(broken()).rejects.toThrow('the power is gone')
    const halfway = await kept(file)
    expect(halfway.length).toBeGreaterThan(first.registered)
    const rest = await run(file)
    expect(rest).toMatchObject({ registered: 40 - halfway.length, alreadyPresent: halfway.length, problems: [] })
    expect((await kept(file)).every(({ facts }) => facts.includes('ComplaintAnswered/import'))).toBe(true)
  })

  it('imported by two processes at once adds each row once', async () => {
    const file = await put('twice.csv', [header, ...rows].join('\n'))
    const other = await fresh.another()
    const [a, b] = await Promise.all([run(file), run(file, {}, {}, other)])
    expect(a.registered + b.registered).toBe(40)
    expect(a.alreadyPresent + b.alreadyPresent).toBe(40)
    expect(await kept(file)).toHaveLength(40)
  })

  it.each([
    ['nowhere.csv', undefined, {}, 'import.no-file'],
    ['labels.csv', 'text,label\n吵,噪音', {}, 'import.columns-missing'],
    ['empty.csv', '', {}, 'import.no-header'],
    ['old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), {}, 'import.old-excel'],
    ['broken.xlsx', Buffer.from('PK\u0003\u0004nonsense'), {}, 'import.no-workbook'],
    ['cut.csv.gz', gzipSync(messy).subarray(0, 200), {}, 'import.damaged'],
    ['good1.csv', messy, { unit: '西区' }, 'import.no-such-unit'],
    ['good2.csv', messy, { packs: ['no-pack'] }, 'import.no-such-pack'],
  ])('%s is refused as a whole', async (name, content, wish, code) => {
    const file = content === undefined ? join(dir, name) : await put(name, content)
    await expect(run(file, wish as Partial<ImportWish>)).rejects.toMatchObject({
      code,
    } satisfies Partial<ImportRefused>)
  })
})

it('leaves a trail that is whole', async () => {
  const found: unknown[] = []
  const seen = await verifyTrail(fresh.house, fresh.database.ownerUrl, {
    onFinding: (one) => found.push(one),
    onProgress: () => {},
  })
  expect(found).toEqual([])
  expect(seen?.streams).toBeGreaterThan(100)
})

/** The real clock for so many looks, and then something else. */
function countdown(looks: number, then: () => never): () => string {
  let left = looks
  return () => (left-- > 0 ? fresh.house.now() : then())
}
