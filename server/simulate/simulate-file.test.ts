import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseIntervals, weekdayOffice } from '../../core/calendar/calendar-shape.ts'
import { usualHours } from '../../core/calendar/question.ts'
import { packInForce } from '../../core/policy/pack-in-force.ts'
import { loadRules } from '../policy/load-rules.ts'
import { projectRoot } from '../project-root.ts'
import { simulateFile } from './simulate-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('a file is replayed as its import would be, and says which complaints would be late', async () => {
  const { packs, years } = await loadRules(projectRoot)
  const enterprise = packs.find(({ id }) => id === 'enterprise')!
  const content = structuredClone(enterprise.content)
  content.obligations.reply!.allow = { '2020-01-01': '3 working days' }
  const rows = [
    'quick,2025-03-03 09:00,破损,已换货,2025-03-06 18:00',
    'slow,2025-03-03 09:00,破损,已换货,2025-03-07 09:00',
    'late,2025-03-03 09:00,破损,已换货,2025-03-11 09:00',
    'slow,2025-03-04 09:00,同号,已换货,2025-03-04 10:00',
    'nobody,,破损,,',
  ]
  const file = join(folder, 'history.csv')
  await writeFile(file, ['id,receivedAt,content,answer,answeredAt', ...rows].join('\n'))
  const office = weekdayOffice('Asia/Shanghai', parseIntervals(usualHours))
  const wish = { file, packs: [enterprise], office, years, now: '2026-01-01T00:00:00.000Z' }
  const { result, unreadable } = await simulateFile(wish, { packs: [packInForce(content, 'd'.repeat(64))] })
  expect([result.cases, unreadable]).toEqual([3, 2])
  expect(result.duties.find(({ duty }) => duty === 'reply')).toMatchObject({
    before: { met: 2, missed: 1 },
    after: { met: 1, missed: 2 },
    newlyMissed: { cases: 1, examples: ['slow'] },
    newlyMet: { cases: 0 },
  })
  const others = result.duties.filter(({ duty }) => duty !== 'reply')
  for (const { before, after } of others) expect(after).toEqual(before)
})
