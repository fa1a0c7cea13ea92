import { dirname } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { openHouse } from '../server/app.ts'
import { type Embedded, startEmbedded } from '../server/db/embedded/start.ts'
import type { House } from '../server/house.ts'
import { inTemporaryPlace } from './stage.ts'

/** A database that is filled once and then copied, so that every run begins with the same rows. */
export type Original = { readonly database: Embedded; readonly keyFile: string; readonly clock: { at: string } }

/** A house over one copy. */
export type Copy = { readonly house: House; readonly appUrl: string; readonly superUrl: string }

/**
 * Makes a database with nothing in it but the schema, and no product that runs on it.
 *
 * @param at the moment at which its clock stands until it is set, ISO
 */
export function onOriginal<T>(at: string, work: (original: Original) => Promise<T>): Promise<T> {
  return inTemporaryPlace(async ({ dataDir, keyFile }) => {
    const database = await startEmbedded({ dataDir, log: pino({ level: 'error' }) })
    try {
      return await work({ database, keyFile, clock: { at } })
    } finally {
      await database.stop()
    }
  })
}

/** Works on the original itself; it can be copied while nobody does. */
export function inOriginal<T>(original: Original, work: (copy: Copy) => Promise<T>): Promise<T> {
  return within(original, nameIn(original.database.ownerUrl), work)
}

/** Works on a copy of its own, which is dropped afterwards. */
export async function inCopy<T>(original: Original, work: (copy: Copy) => Promise<T>): Promise<T> {
  const { ownerUrl, superUrl } = original.database
  const name = `copy_${++made}`
  await asked(superUrl, `create database ${name} template ${nameIn(ownerUrl)} owner huiyin_owner`)
  await asked(superUrl, `grant connect on database ${name} to huiyin_app`)
  try {
    return await within(original, name, work)
  } finally {
    await asked(superUrl, `drop database ${name} with (force)`)
  }
}

/** Works on several copies at once. */
export function inCopies<T>(original: Original, count: number, work: (copies: Copy[]) => Promise<T>): Promise<T> {
  if (count === 0) return work([])
  return inCopy(original, (copy) => inCopies(original, count - 1, (others) => work([copy, ...others])))
}

/** The rows of one statement, asked by whoever the address names, on a connection of its own. */
export async function asked(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

let made = 0

async function within<T>(
  { database, keyFile, clock }: Original,
  name: string,
  work: (copy: Copy) => Promise<T>,
): Promise<T> {
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).toString()
  const { appUrl, ownerUrl, superUrl } = database
  const urls = { appUrl: at(appUrl), ownerUrl: at(ownerUrl), superUrl: at(superUrl) }
  const { house, close } = await openHouse(urls, { dataDir: dirname(keyFile), keyFile }, { now: () => clock.at })
  try {
    return await work({ house, ...urls })
  } finally {
    await close()
  }
}

function nameIn(url: string): string {
  return new URL(url).pathname.slice(1)
}
