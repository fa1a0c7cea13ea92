import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signStreams } from '../../trail/log/proofs.ts'
import { openPortalHouse, type PortalHouse } from './testing/portal-house.ts'
import { visit } from './testing/portal-visit.ts'

let portal: PortalHouse
let folder: string
let superuser: pg.Client
beforeAll(async () => {
  portal = await openPortalHouse()
  superuser = new pg.Client({ connectionString: portal.fresh.database.superUrl })
  await superuser.connect()
  folder = await mkdtemp(join(tmpdir(), 'huiyin-receipt-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await superuser.end()
  await portal.close()
})

type Receipt = {
  number: string
  fact: { recordedAt: string; data: object }
  openings: { value: string }[]
  promise: string
  proof: { position: number; path: string[]; checkpoint: string } | null
}

async function verified(text: string, ...options: string[]): Promise<{ status: number | null; told: string }> {
  const file = join(folder, 'receipt.json')
  await writeFile(file, text)
  const program = join(import.meta.dirname, '../../../verify/cli.mjs')
  const { status, stdout } = spawnSync(process.execPath, [program, file, ...options], { encoding: 'utf8' })
  return { status, told: stdout }
}

describe('the proof of a receipt', () => {
  it('is there at once, signed, with what the complainant said; after the next checkpoint it stands in the log', async () => {
    const { visitor, id, number } = await portal.filed()
    const first = await visitor.get('/portal/proof')
    expect(first.headers['content-disposition']).toContain(`${number}_2026-02-11_`)
    const early = await verified(first.text, '--lang', 'zh')
    expect(early.told).toContain('只有该机构的签名')
    expect(early.told).toContain('柜员没有说明就办成了保险。')
    await signStreams(portal.fresh.house, [id], 1)
    const late = await verified((await visitor.get('/portal/proof')).text, '--lang', 'en')
    expect([early.status, late.status]).toEqual([0, 0])
    expect(late.told).toContain('is within the checkpoint')
    const taken = "select from read_log where what = 'receipt' and case_ids = $1"
    expect(await superuser.query(taken, [[id]])).toHaveProperty('rowCount', 2)
  })

  it('does not hold once a word of it was changed', async () => {
    const { visitor, id } = await portal.filed()
    await signStreams(portal.fresh.house, [id], 1)
    const { text } = await visitor.get('/portal/proof')
    const changes: ((receipt: Receipt) => unknown)[] = [
      (receipt) => Object.assign(receipt.openings[0] ?? {}, { value: '别的' }),
      (receipt) => Object.assign(receipt.fact, { recordedAt: '2026-02-01T02:00:00.000Z' }),
      (receipt) => Object.assign(receipt.fact.data, { groupSize: 30 }),
      (receipt) => Object.assign(receipt, { number: '2026-999999' }),
      (receipt) => Object.assign(receipt, { promise: receipt.promise.replace('2026-02-11', '2026-02-10') }),
      (receipt) => Object.assign(receipt.proof ?? {}, { position: (receipt.proof?.position ?? 0) + 1 }),
      (receipt) => receipt.proof?.path.pop(),
      (receipt) => Object.assign(receipt, { promise: null }),
      (receipt) => Object.assign(receipt, { fact: null }),
      (receipt) => Object.assign(receipt.proof ?? {}, { path: 'none' }),
      (receipt) =>
        Object.assign(receipt.proof ?? {}, { checkpoint: receipt.proof?.checkpoint.replace(/\n\d+\n/, '\n9\n') }),
    ]
    for (const change of changes) {
      const receipt = JSON.parse(text) as Receipt
      change(receipt)
      const { status, told } = await verified(JSON.stringify(receipt), '--json')
      expect([status, JSON.parse(told).ok]).toEqual([1, false])
    }
  })

  it('is behind the door', async () => {
    const stranger = visit(portal.http, { address: '203.0.113.9' })
    const answer = await stranger.get('/portal/proof')
    expect([answer.status, answer.text.includes('huiyin-receipt')]).toEqual([401, false])
  })
})
