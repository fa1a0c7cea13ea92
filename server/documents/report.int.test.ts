import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem, read } from '../db/transaction.ts'
import { makeDossier } from '../dossier/make-dossier.ts'
import { rooms } from '../main.ts'
import { readPaper } from '../read/case-paper.ts'
import { aReport } from '../testing/a-report.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { selectFacts } from '../trail/read.ts'
import { print } from './print.ts'
import { readPdf } from './testing/read-pdf.ts'

let fresh: FreshHouse
let town: Town
let http: Http
let id: string
beforeAll(async () => {
  fresh = await freshHouse()
  town = await fresh.found({ packs: ['enterprise'] })
  http = await httpOf(fresh.house, rooms)
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})
beforeEach(async () => {
  const told = { channel: 'phone', unit: town.units.root, title: '吞卡', content: '周日吞卡。\n三天没有回音。' }
  id = (await ask('agent', 'POST', '/api/cases', told)).body.id
  await act('supervisor', 'accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] })
  await act('supervisor', 'assign', { handler: town.people.specialist })
  await act('specialist', 'record-finding', { method: 'technical', bears: 'confirmed', text: '日志显示读卡器卡滞' })
})

async function ask(who: string, method: 'GET' | 'POST', path: string, body?: unknown) {
  return http.ask(method, path, body, { cookie: await fresh.cookieOf(town.people[who] ?? '') })
}
const send = (who: string, command: string, input: object) =>
  ask(who, 'POST', `/api/cases/${id}/commands/${command}`, input)

async function act(who: string, command: string, input: object): Promise<void> {
  const { status, body } = await send(who, command, input)
  expect([command, status, body.code]).toEqual([command, 200, undefined])
}

const signing = (who: string, version: number, role: string) => ({ version, role, password: town.passwords[who] })

async function signedByAll(version: number): Promise<void> {
  await act('specialist', 'sign-report', signing('specialist', version, 'investigator'))
  await act('unit-head', 'sign-report', signing('unit-head', version, 'responsible'))
  await act('director', 'sign-report', signing('director', version, 'leader'))
}

describe('the investigation report', () => {
  it('is begun with what the case holds, under the headings of the pack', async () => {
    const { body } = await ask('specialist', 'GET', `/api/cases/${id}/report`)
    const lines = JSON.stringify(body.draft)
    expect(lines).toContain('结论：性质、责任与处理建议')
    expect(lines).toContain('三天没有回音。')
    expect(lines).toContain('日志显示读卡器卡滞')
    expect(body.versions).toEqual([])
    await act('specialist', 'write-report', { base: 0, text: body.draft })
  })

  it('is saved by one of two who revise it at once', async () => {
    await act('specialist', 'write-report', { base: 0, text: aReport('一') })
    const both = ['specialist', 'supervisor'].map((who) =>
      send(who, 'write-report', { base: 1, text: aReport(`二，${who}`) }),
    )
    const codes = (await Promise.all(both)).map(({ body }) => body.code)
    expect(codes.sort()).toEqual(['report.revised-meanwhile', undefined])
    const { body } = await ask('specialist', 'GET', `/api/cases/${id}/report`)
    expect(body.versions.map(({ version }: { version: number }) => version)).toEqual([2, 1])
  })

  it('is signed with the own password, and what was signed is named by its commitment', async () => {
    await act('specialist', 'write-report', { base: 0, text: aReport('一') })
    const wrong = await send('director', 'sign-report', { ...signing('director', 1, 'leader'), password: 'not mine' })
    expect(wrong.body.code).toBe('password.wrong')
    await signedByAll(1)
    await act('specialist', 'write-report', { base: 1, text: aReport('二') })
    expect((await send('director', 'sign-report', signing('director', 1, 'leader'))).body.code).toBe('report.replaced')
    await act('director', 'sign-report', signing('director', 2, 'leader'))
    const facts = await read<ToldFact>(fresh.house.pool, asSystem, selectFacts(id))
    const marks = facts.flatMap(({ type, data }) => (type === 'SignatureGiven' ? [data.mark] : []))
    const texts = facts.flatMap(({ type, data }) =>
      type.startsWith('Report') ? [(data.text as { commitment: string }).commitment] : [],
    )
    expect(marks).toEqual([texts[0], texts[0], texts[0], texts[1]])
    const { reportOf } = await import(join(import.meta.dirname, '../../verify/report.mjs'))
    expect(reportOf(facts)).toMatchObject({ report: { version: 2, fallen: 3 }, faults: [] })
    const forged = facts.map((fact) =>
      fact.type === 'SignatureGiven' ? { ...fact, data: { ...fact.data, mark: texts[1] } } : fact,
    )
    expect(reportOf(forged).faults).not.toEqual([])
  })

  it('is printed with its signatures in words, in a paper of its own and in the case file', async () => {
    const nothing = await ask('director', 'POST', `/api/cases/${id}/report`, {})
    expect(nothing.body.code).toBe('report.none')
    await act('specialist', 'write-report', { base: 0, text: stressed() })
    await signedByAll(1)
    for (const kind of ['report', 'file'] as const) {
      const { text } = await readPdf(await printed(kind))
      expect(text).toContain('读卡器卡滞，须更换')
      expect(text).toContain('测试·director，')
      expect(text).toContain('以本人密码签署第1版')
    }
    await act('specialist', 'write-report', { base: 1, text: aReport('二') })
    const { text } = await readPdf(await printed('report'))
    expect(text).toContain('尚未签署')
    expect(text).toContain('第1版曾由测试·director（主管领导）')
  })

  it('goes along in a dossier, whose signatures the verifier holds against the text', async () => {
    await act('specialist', 'write-report', { base: 0, text: aReport('一') })
    await signedByAll(1)
    const wish = { person: town.people.director ?? '', language: 'zh-CN', origin: '' } as const
    const made = await makeDossier(fresh.house, id, wish)
    if (!('archive' in made)) throw new Error(made.code)
    const folder = await mkdtemp(join(tmpdir(), 'huiyin-report-'))
    const archive = await buffer(made.archive)
    await writeFile(join(folder, 'one.zip'), archive)
    const program = join(import.meta.dirname, '../../verify/cli.mjs')
    const options = [program, join(folder, 'one.zip'), '--lang', 'zh']
    const { status, stdout } = spawnSync(process.execPath, options, { encoding: 'utf8' })
    await rm(folder, { recursive: true })
    expect(stdout).toContain('核实报告第 1 版由 调查人, 责任人, 主管领导 签署，签的正是这一版的内容')
    expect(archive.includes('核实报告.pdf')).toBe(true)
    expect(status).toBe(0)
  })
})

function stressed() {
  const report = aReport('')
  const runs = [
    { type: 'text' as const, text: '读卡器卡滞，' },
    { type: 'text' as const, text: '须更换', marks: [{ type: 'strong' as const }] },
  ]
  return { ...report, content: [...report.content.slice(0, -1), { type: 'paragraph' as const, content: runs }] }
}

async function printed(kind: 'report' | 'file'): Promise<Buffer> {
  const organisation = await fresh.house.directory.now()
  if (!organisation) throw new Error('not founded')
  const wish = { what: kind, person: town.people.director ?? '', language: 'zh-CN', origin: '' } as const
  const paper = await readPaper(fresh.house, organisation, id, wish)
  if (!paper) throw new Error('no paper')
  return print(kind, paper)
}
