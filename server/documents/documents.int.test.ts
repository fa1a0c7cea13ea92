import childProcess from 'node:child_process'
import fs from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ProofSheet, proofSheet } from '../../api/proof-sheet.ts'
import { isRefusal } from '../../core/shared/refusal.ts'
import { quotesOf, sentenceOf } from '../../words/fact-words.ts'
import { asSystem, read } from '../db/transaction.ts'
import { openDemo } from '../demo/open-demo.ts'
import { documentRoutes } from '../http/document-routes.ts'
import { caseNumbered } from '../read/case-numbered.ts'
import { readPaper } from '../read/case-paper.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { CasePaper } from './paper.ts'
import { penFor } from './pen.ts'
import { print } from './print.ts'
import { shortHash } from './story-table.ts'
import { bare, readPdf } from './testing/read-pdf.ts'

let fresh: FreshHouse
let http: Http
let folder: string
/** The case of the longest story, with all of its papers. */
let whole: CasePaper
const ids: string[] = []

beforeAll(async () => {
  fresh = await freshHouse({ now: standingClock('2026-11-22T16:50:00Z').now })
  folder = await mkdtemp(join(tmpdir(), 'huiyin-demo-'))
  await openDemo(fresh.house, folder)
  http = await httpOf(fresh.house, [documentRoutes])
  const text =
    'select c.id from case_row c join fact f on f.stream_id = c.id group by c.id order by count(*) desc, c.id'
  for (const { id } of await read<{ id: string }>(fresh.house.pool, asSystem, { text })) ids.push(id)
  whole = await paperOf(ids[0] ?? '')
}, 120_000)
afterAll(async () => {
  await http.close()
  await fresh.close()
  await rm(folder, { recursive: true })
})

async function paperOf(id: string, language: CasePaper['language'] = 'zh-CN'): Promise<CasePaper> {
  const organisation = await fresh.house.directory.now()
  const wish = { what: 'file', person: 'system', language, origin: 'https://huiyin.test' } as const
  const paper = organisation && (await readPaper(fresh.house, organisation, id, wish))
  if (!paper) throw new Error('the system sees every case')
  return paper
}

async function personWith(post: string): Promise<string> {
  const organisation = await fresh.house.directory.now()
  const found = [...(organisation?.people.values() ?? [])].find(({ posts }) => posts.some((held) => held.post === post))
  return fresh.cookieOf(found?.id ?? '')
}

/** What the read log holds of a case, the latest first. */
async function readLog(id: string) {
  const client = new pg.Client({ connectionString: fresh.database.superUrl })
  await client.connect()
  const text = 'select what, person_id, id, reason_box from read_log where $1 = any(case_ids) order by id desc'
  const { rows } = await client.query<{ what: string; person_id: string; id: string; reason_box: Buffer | null }>(
    text,
    [id],
  )
  await client.end()
  return rows.map(({ id: entry, reason_box: box, ...row }) => ({
    ...row,
    reason: box && fresh.house.ring.openRow(`read_log|reason|${entry}`, box),
  }))
}

describe('the proof of time limits', () => {
  it('holds every duty of every case, and counts it to where the trail has it', async () => {
    const seen = new Set<string>()
    for (const id of ids) {
      const paper = await paperOf(id)
      const proof = proofSheet.parse(JSON.parse(JSON.stringify(paper.proof)))
      expect(proof.duties.map(({ regime, duty, round }) => `${regime} ${duty} ${round}`).sort()).toEqual(
        paper.page.obligations.map(({ regime, duty, round }) => `${regime} ${duty} ${round}`).sort(),
      )
      for (const duty of proof.duties) checkDuty(duty, paper)
      for (const { outcome } of proof.duties) seen.add(outcome.status)
    }
    for (const status of ['running', 'paused', 'met', 'missed', 'met-late', 'cancelled']) expect(seen).toContain(status)
  })

  function checkDuty(duty: ProofSheet['duties'][number], { page }: CasePaper): void {
    const started = page.facts.find(({ version }) => version === duty.started?.version)
    expect(started).toMatchObject({ hash: duty.started?.hash, data: { start: duty.counted.start } })
    expect(started?.data.due).toBe(duty.counted.due)
    const last = duty.changes.findLast((change) => 'due' in change)
    expect(duty.due).toBe(last && 'due' in last ? last.due : duty.counted.due)
    expect(duty.begins?.at).toBe(duty.counted.start)
    const { status, at, by } = duty.outcome
    if (status === 'met' || status === 'met-late') expect(by?.at).toBe(at)
    if (status === 'met')
      expect((at ?? '') <= duty.due || duty.changes.some(({ kind }) => kind === 'paused')).toBe(true)
    if (status === 'met-late') expect((at ?? '') > duty.due).toBe(true)
  }
})

describe.each(['zh-CN', 'en'] as const)('the case file in %s', (language) => {
  it('holds every fact with its hash, every text and every duty', async () => {
    for (const id of ids.slice(0, 3)) {
      const paper = await paperOf(id, language)
      const pen = penFor(paper)
      const { text } = await readPdf(await print('file', paper))
      for (const fact of paper.page.facts) {
        expect(text).toContain(bare(sentenceOf(fact, pen)))
        expect(text).toContain(shortHash(fact.hash))
        for (const quote of quotesOf(fact, pen.t)) expect(text).toContain(bare(quote.text ?? ''))
      }
      for (const duty of paper.proof.duties) {
        expect(text).toContain(bare(pen.names.say(duty.text)))
        for (const step of duty.counted.told[language === 'en' ? 'en' : 'zh']) expect(text).toContain(bare(step))
      }
      expect(text).not.toMatch(/\{\{|undefined|\[object|papers[.:]/)
    }
  })

  it('comes out the same, byte by byte, for the same case at the same moment', async () => {
    const paper = await paperOf(ids[0] ?? '', language)
    const [first, again] = [await fresh.house.printer.print('file', paper), await print('file', paper)]
    expect(isRefusal(first)).toBe(false)
    expect(Buffer.compare(first as Buffer, again)).toBe(0)
    const later = await print('file', { ...paper, madeAt: '2026-11-23T00:00:00.000Z' })
    expect(Buffer.compare(later, again)).not.toBe(0)
  })
})

describe('the complaint sheet', () => {
  it('stands on two pages, with a code that leads to the case and blanks to be signed', async () => {
    for (const id of ids.slice(0, 8)) {
      const paper = await paperOf(id)
      const { pages, text } = await readPdf(await print('sheet', paper))
      expect([paper.page.row.number, pages <= 2]).toEqual([paper.page.row.number, true])
      expect(text).toContain(bare(paper.page.registration.content ?? ''))
      expect(text).toContain('负责人（签字）')
    }
    expect(whole.address).toBe(`https://huiyin.test/cases/${ids[0]}`)
  })
})

describe('whoever asks for a document', () => {
  it('gets contacts masked, and in full with a reason that is kept', async () => {
    const cookie = await personWith('supervisor')
    const id = ids[0] ?? ''
    const ask = (body: object) => http.ask('POST', `/api/cases/${id}/sheet`, body, { cookie })
    const asked = await ask({})
    expect(asked.status).toBe(200)
    expect(asked.headers['content-type']).toBe('application/pdf')
    expect(decodeURIComponent(String(asked.headers['content-disposition']))).toContain(
      `filename*=UTF-8''${whole.page.row.number}_2026-11-23_投诉处理单.pdf`,
    )
    expect((await readLog(id))[0]).toMatchObject({ what: 'sheet', reason: null })
    expect(whole.page.parties[0]?.phone).toMatch(/\*{4}/)
    const organisation = await fresh.house.directory.now()
    if (!organisation) throw new Error('founded')
    const wish = { what: 'sheet', reason: '回访需要', person: 'system', language: 'zh-CN', origin: '' } as const
    const full = await readPaper(fresh.house, organisation, id, wish)
    expect(full?.page.parties[0]?.phone).toMatch(/^\d{11}$/)
    expect(JSON.stringify(whole)).not.toContain(full?.page.parties[0]?.phone)
    expect((await ask({ reason: '核对身份' })).status).toBe(200)
    expect((await readLog(id))[0]).toMatchObject({ what: 'reveal:sheet', reason: '核对身份' })
    expect((await ask({ reason: ' ' })).status).toBe(400)
    expect((await ask({ surprise: 1 })).status).toBe(400)
  })

  it('who may not see the case is answered as for one that is not there', async () => {
    const cookie = await personWith('system-administrator')
    for (const kind of ['sheet', 'file']) {
      const ask = (id: string) => http.ask('POST', `/api/cases/${id}/${kind}`, {}, { cookie })
      const [hidden, unknown] = [await ask(ids[0] ?? ''), await ask('01900000-0000-7000-8000-000000000000')]
      expect([hidden.status, hidden.text]).toEqual([404, unknown.text])
    }
    expect(await caseNumbered(fresh.house, '1999-000001')).toBeUndefined()
  })
})

const hostile = (n: number): string => {
  const kinds = [
    `<img src=x onerror=alert(${n})><script>fetch('http://127.0.0.1:${n}')</script>`,
    `http://127.0.0.1:9/${n}?a=1#b javascript:alert(${n}) file:///etc/passwd`,
    `file:///etc/shadow \\\\host\\share\\${n} data:image/png;base64,AAAA`,
    `{{proof.about}} $t(papers:sheet.title) \${process.env.HOME} {% ${n} %} <%= ${n} %>`,
    `/JS (app.alert(${n})) endstream endobj trailer << /Root >> %%EOF`,
    `a\u0000b\u001b[31m\u202e${n}\u2066x\u200b\ufeff`,
    `{"text":"x","link":"http://127.0.0.1/${n}","image":"/etc/passwd"}`,
    `@import url(http://127.0.0.1/${n}); body { background: url(file:///etc/passwd) }`,
    `😀👨‍👩‍👧 Erdős Ελλάδα Привет שלום مرحبا ${n} 𠮷野家 龘`,
    `=HYPERLINK("http://127.0.0.1/${n}") ../../../../etc/passwd`,
  ]
  return kinds[n % kinds.length] as string
}

describe('hostile texts', () => {
  it('come out as text: nothing is read, asked for, or left to be clicked on', async () => {
    const texts = [...Array.from({ length: 500 }, (_, n) => hostile(n)), 'x'.repeat(10_000)]
    const base = whole.page.facts[0]
    if (!base) throw new Error('a case has facts')
    const facts = texts.map((text, at) => ({ ...base, version: at + 1, type: 'StatementAdded', data: { text } }))
    const { page } = whole
    const registration = { ...page.registration, title: texts[0] as string, content: texts[1] as string }
    const paper = { ...whole, page: { ...page, facts, registration }, organisation: texts[2] as string }
    await print('sheet', whole)
    const touched = [
      vi.spyOn(fs, 'readFileSync'),
      vi.spyOn(fs, 'openSync'),
      vi.spyOn(fs, 'readFile'),
      vi.spyOn(net.Socket.prototype, 'connect'),
      vi.spyOn(globalThis, 'fetch'),
      vi.spyOn(childProcess, 'spawn'),
    ]
    // Whoever imports one of them by its name gets the spy as well.
    syncBuiltinESMExports()
    const printed = await print('file', paper)
    for (const spy of touched) expect(spy).not.toHaveBeenCalled()
    vi.restoreAllMocks()
    syncBuiltinESMExports()
    const { text, active } = await readPdf(printed)
    expect(active).toBe(0)
    const pen = penFor(paper)
    const shown = (one: string) => JSON.stringify(pen.set(one, 1e6)).match(/"text":"((?:[^"\\]|\\.)*)"/g) ?? []
    for (const one of texts.slice(0, 500)) {
      const runs = shown(one).map((run) => bare(JSON.parse(run.slice('"text":'.length))))
      expect(text).toContain(runs.join(''))
    }
    expect(text.split('x').length).toBeGreaterThan(10_000)
    for (const code of ['〔U+0000〕', '〔U+202E〕', '〔U+200BU+FEFF〕']) expect(text).toContain(code)
  }, 120_000)
})
