import { asSystem, read } from '../db/transaction.ts'
import { sendNext } from '../doors/send-mails.ts'
import { storeMessage } from '../doors/store-message.ts'
import { workDoors } from '../doors/work-doors.ts'
import type { House } from '../house.ts'
import type { Letter } from '../mail/mailer.ts'
import { type Clock, type FreshHouse, freshHouse, standingClock } from './fresh-house.ts'
import type { Plan, Town } from './town.ts'

export const houseAddress = 'complaints@case.example'

export type Sorted = {
  readonly id: string
  readonly state: string
  readonly reason: string | null
  readonly case_id: string | null
}

/** A house that takes mail and sends it to a list. */
export type MailHouse = {
  readonly fresh: FreshHouse
  readonly house: House
  readonly town: Town
  readonly clock: Clock
  /** What left the house. */
  readonly letters: Letter[]
  /** Stores a mail and has it worked on. @returns what became of it */
  comesIn(raw: Buffer, to?: readonly string[]): Promise<Sorted>
  /** Lets minutes pass until nothing waits to be sent. */
  sendAll(): Promise<void>
  sql<R extends object>(text: string, values?: unknown[]): Promise<R[]>
  close(): Promise<void>
}

export async function mailHouse(plan: Plan = { packs: ['enterprise'] }): Promise<MailHouse> {
  const clock = standingClock('2026-03-02T02:00:00.000Z')
  const fresh = await freshHouse({ now: clock.now })
  const town = await fresh.found(plan)
  const letters: Letter[] = []
  const mailer = { send: async (letter: Letter) => void letters.push(letter) }
  const house = { ...fresh.house, mail: { address: houseAddress, mailer } }
  const sql = <R extends object>(text: string, values: unknown[] = []) =>
    read<R>(house.pool, asSystem, { text, values })
  return {
    ...{ fresh, house, town, clock, letters, sql },
    comesIn: async (raw, to = [houseAddress]) => {
      clock.pass({ seconds: 1 })
      await storeMessage(house, { door: 'smtp', raw, unit: town.units.root, envelope: { to } })
      for (let left = 5; left > 0 && (await workDoors(house)).count > 0; left--);
      const text = 'select id, state, reason, case_id from door_message order by received_at desc, id desc limit 1'
      return (await sql<Sorted>(text))[0] as Sorted
    },
    sendAll: async () => {
      for (let before = -1; before !== letters.length; ) {
        before = letters.length
        clock.pass({ minutes: 2 })
        while (await sendNext(house));
      }
    },
    close: () => fresh.close(),
  }
}

let number = 0

/** A mail with a new id. */
export function mailFrom(from: string, body: string, ...headers: string[]): Buffer {
  const id = `Message-ID: <${++number}@there.example>`
  return Buffer.from([`From: ${from}`, id, 'Subject: 油品问题', ...headers, '', body].join('\r\n'))
}
