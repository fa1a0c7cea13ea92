import { expect, it } from 'vitest'
import { freshHouse, standingClock } from '../server/testing/fresh-house.ts'
import { holdTalks } from './talks/hold-talks.ts'
import { peerKinds } from './talks/peers.ts'

it('whatever answers by itself, the talk ends: three mails to a thread, one a day to a mailbox', async () => {
  const clock = standingClock('2026-03-02T02:00:00.000Z')
  const fresh = await freshHouse({ now: clock.now })
  const town = await fresh.found({ packs: ['enterprise'] })
  const tally = await holdTalks(fresh.house, () => clock.pass({ minutes: 1 }), town.units.root, peerKinds.length * 8)
  expect(tally).toMatchObject({ endless: [], mostToMailbox: 1 })
  expect(tally.mostInThread).toBeLessThanOrEqual(3)
  expect(tally.left).toBeGreaterThanOrEqual(tally.talks)
  await fresh.close()
}, 240_000)
