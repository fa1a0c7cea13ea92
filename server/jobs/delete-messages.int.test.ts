import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { organisationCommands } from '../../core/organisation/commands.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { type MailHouse, mailFrom, mailHouse } from '../testing/mail-house.ts'
import { pathOf } from '../vault/places.ts'
import { deleteMessages } from './delete-messages.ts'

let desk: MailHouse
beforeAll(async () => {
  desk = await mailHouse()
})
afterAll(() => desk.close())

const left = async () =>
  (await desk.sql<{ id: string }>('select id from door_message order by received_at')).map(({ id }) => id)

it('what became no complaint goes once its time is over, bytes and all, and a fact says how many; what is a case’s stays', async () => {
  const auto = 'Auto-Submitted: auto-replied'
  const large = await desk.comesIn(mailFrom('robot@example.com', 'x'.repeat(400_000), auto))
  const complaint = await desk.comesIn(mailFrom('wang@example.com', '油里有水'))
  const spam = await desk.comesIn(mailFrom('nobody', '买房吗'))
  const file = pathOf(desk.house.vault.folder, large.id, 'original')
  expect(existsSync(file)).toBe(true)
  expect(await deleteMessages(desk.house)).toBe(0)

  desk.clock.pass({ hours: 24 * 100 })
  const young = await desk.comesIn(mailFrom('robot@example.com', 'y', auto))
  await desk.sql(`update door_message set state = 'waiting' where id = $1`, [spam.id])
  expect(await deleteMessages(desk.house)).toBe(0)
  const command = organisationCommands.find(({ name }) => name === 'set-message-days')
  if (!command) throw new Error('no such command')
  await handleOrganisation(desk.house, { command, input: { days: 90 }, caller: { kind: 'system', id: 'test' } })
  expect(await deleteMessages(desk.house)).toBe(1)
  expect(await deleteMessages(desk.house)).toBe(0)
  expect(await left()).toEqual([complaint.id, spam.id, young.id])
  expect(existsSync(file)).toBe(false)
  const told = await desk.sql<{ data: object }>(`select data from fact where type = 'MessagesDeleted'`)
  expect(told).toEqual([{ data: { count: 1, before: '2026-03-12' } }])
})
