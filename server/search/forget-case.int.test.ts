import { expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { wordsOf } from '../../core/search/wanted.ts'
import { asSystem, inTransaction, read } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import { freshHouse } from '../testing/fresh-house.ts'
import { indexAll } from '../testing/index-all.ts'
import { forgetCase } from './forget-case.ts'
import { mergeOnce } from './merge-segments.ts'
import { openSegments } from './open-segment.ts'
import { planOf, termsOf } from './plan.ts'
import { type Segment, segmentColumns } from './segment-rows.ts'
import { shelfOf } from './shelf.ts'

it('leaves no term of a forgotten case in any page, and those of the others as they were', async () => {
  const fresh = await freshHouse()
  const town = await fresh.found({ people: { agent: [{ post: 'agent', unit: 'root' }] } })
  const shelf = await shelfOf(fresh.house)
  const registered = async (title: string) => {
    const input = register.input.parse({ channel: 'phone', title, content: title, unit: town.units.root })
    const command = register as unknown as Command
    const answer = await handleCommand(fresh.house, { command, input, caller: town.as('agent') })
    if ('refusal' in answer) throw new Error(answer.refusal.code)
    return answer.receipt.id
  }
  const kept = async (typed: string) => {
    const segments = await read<Segment>(fresh.house.pool, asSystem, {
      text: `select ${segmentColumns} from search_segment`,
    })
    const terms = termsOf(planOf(wordsOf(typed, shelf.letters), undefined, shelf).words)
    return inTransaction(fresh.house.pool, asSystem, async (client) => {
      const opened = await openSegments({ client, ring: shelf.ring }, segments, terms)
      return { result: opened.reduce((sum, { postings }) => sum + postings.size, 0) }
    })
  }
  const gone = await registered('独一无二的鲲鹏')
  await registered('完好的麒麟')
  await indexAll(fresh.house)
  expect([await kept('鲲鹏'), await kept('麒麟')]).toEqual([1, 1])
  await inTransaction(fresh.house.pool, asSystem, async () => ({ result: undefined, writes: forgetCase(gone) }))
  for (let more = true; more; ) more = await mergeOnce(shelf)
  expect([await kept('鲲鹏'), await kept('麒麟')]).toEqual([0, 1])
  await fresh.close()
})
