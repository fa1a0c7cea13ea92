import { randomBytes, randomUUID } from 'node:crypto'
import nodemailer from 'nodemailer'
import pino from 'pino'
import { openPool } from '../server/db/pool.ts'
import { asSystem, read } from '../server/db/transaction.ts'
import { openSmtpDoor } from '../server/doors/smtp-door.ts'
import { startDoors } from '../server/doors/work-doors.ts'
import { median } from './figures.ts'
import { type Furnished, inHouse } from './stage.ts'

/** Mails in a run, and connections over which they come. */
const mails = 300
const connections = 4
const filler = randomBytes(3000).toString('base64')

/** How many mails a second go the whole road, from SMTP to a registered case, beside two bare transactions for each. */
export function intake(runs: number): Promise<object> {
  return inHouse(async (furnished) => {
    const figures: number[] = []
    const floors: number[] = []
    for (let run = 0; run <= runs; run++) {
      const [perSecond, floor] = [await road(furnished), await bare(furnished)]
      // The first one warms up.
      if (run > 0) figures.push(perSecond)
      if (run > 0) floors.push(floor)
    }
    const [perSecond, floor] = [median(figures), median(floors)]
    return {
      bench: 'intake',
      mailsPerSecond: Math.round(perSecond),
      floor: Math.round(floor),
      share: Math.round((perSecond / floor) * 100) / 100,
      mails,
      runs,
    }
  })
}

async function road({ house, units }: Furnished): Promise<number> {
  const doorman = startDoors(house, pino({ level: 'silent' }))
  const behind = { unitOf: async () => units[0], ring: doorman.ring }
  const door = await openSmtpDoor(house, { host: '127.0.0.1', port: 0, lmtp: false }, behind)
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: door.port,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
  })
  const before = await registered(house)
  const started = performance.now()
  await Promise.all(Array.from({ length: mails }, () => transport.sendMail(letter())))
  while ((await registered(house)) - before < mails) await new Promise((wake) => setTimeout(wake, 20))
  const seconds = (performance.now() - started) / 1000
  transport.close()
  await Promise.all([door.stop(), doorman.stop()])
  return mails / seconds
}

function letter() {
  return {
    from: `${randomUUID()}@example.com`,
    to: 'complaints@case.example',
    subject: '加油后发动机抖动',
    text: `请调查。${filler}`,
  }
}

async function registered(house: Furnished['house']): Promise<number> {
  const text = `select count(*)::int as count from door_message where state = 'complaint'`
  return (await read<{ count: number }>(house.pool, asSystem, { text }))[0]?.count ?? 0
}

/** The floor: the same bytes into a bare table and a second commit, over as many connections. */
async function bare({ database }: Furnished): Promise<number> {
  const pool = openPool(database.ownerUrl, connections)
  await pool.query('create table if not exists bench_floor (id uuid primary key, box bytea)')
  const box = Buffer.from(filler)
  const started = performance.now()
  await Promise.all(
    Array.from({ length: mails }, async () => {
      const id = randomUUID()
      await pool.query('insert into bench_floor (id, box) values ($1, $2)', [id, box])
      await pool.query('update bench_floor set box = null where id = $1', [id])
    }),
  )
  const seconds = (performance.now() - started) / 1000
  await pool.end()
  return mails / seconds
}
