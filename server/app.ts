import type { Config } from './config.ts'
import { openKeyRing } from './crypto/key-ring.ts'
import { masterKeys } from './crypto/master-key.ts'
import { migrate } from './db/migrate.ts'
import { openPool, type Pool } from './db/pool.ts'
import { openDirectory } from './directory.ts'
import { openPrinter } from './documents/printer.ts'
import type { House } from './house.ts'
import { openLive } from './live.ts'
import { openMailReader } from './mail/reader.ts'
import { openNumbers } from './numbers.ts'
import { refreshSight } from './organisation/sight.ts'
import { openPolicies } from './policies.ts'
import { loadRules } from './policy/load-rules.ts'
import { projectRoot } from './project-root.ts'
import { openVault } from './vault/vault.ts'
import { nothingInside } from './webhooks/addresses.ts'

export type Database = { readonly appUrl: string; readonly ownerUrl: string }
/** What of the configuration a house needs. */
export type HouseSetting = Pick<Config, 'keyFile' | 'dataDir'> & Partial<Pick<Config, 'uploadLimit' | 'scanner'>>
/** What a house can do without: another clock, places for checkpoints, an auditor to send them to, an address for mail, ways into the own network. */
export type Fittings = Partial<Pick<House, 'now' | 'checkpoints' | 'auditor' | 'mail' | 'inside'>>
export type OpenHouse = { readonly house: House; readonly close: () => Promise<void> }

/**
 * Composes the house over a running database: schema at head, key ring open, packs and calendars loaded and stored.
 *
 * @param setting  the file of the master key, the state directory for evidence, the virus scanner
 * @param fittings the clock is the machine's where left out
 * @throws KeyFileProblem, WrongPlace (another master key), PolicyProblems (a pack or calendar that cannot be used), StartProblem (an adopted pack is gone)
 */
export async function openHouse(
  database: Database,
  setting: HouseSetting,
  { now = machineClock, checkpoints = [], auditor, mail, inside = nothingInside }: Fittings = {},
): Promise<OpenHouse> {
  await migrate(database.ownerUrl, new URL(database.appUrl).username)
  const pool = openPool(database.appUrl)
  // What a transaction looks up on its way must not wait for a connection: all of them may be held by those who wait.
  const aside = openPool(database.appUrl, 2)
  const printer = openPrinter()
  const mailReader = openMailReader(mail?.checkedBy)
  const close = async () => {
    await Promise.all([pool.end(), aside.end(), printer.close(), mailReader.close()])
  }
  try {
    const ring = await openKeyRing(await masterKeys(setting.keyFile, await isUnsealed(pool)), pool)
    const { packs, years } = await loadRules(projectRoot)
    const policies = await openPolicies(aside, packs, years)
    const house: House = {
      pool,
      ring,
      policies,
      directory: openDirectory(aside, ring, policies, now),
      numbers: openNumbers(aside),
      live: openLive(),
      checkpoints,
      logWatch: { keptAt: now() },
      auditor,
      printer,
      mailReader,
      mail,
      vault: openVault(setting),
      inside,
      now,
    }
    const organisation = await house.directory.now()
    if (organisation) await refreshSight(house, organisation)
    return { house, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Now, in UTC with milliseconds. */
export function machineClock(): string {
  return new Date().toISOString()
}

/** True while no key was ever made in this database, so that a new master key loses nothing. */
async function isUnsealed(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query('select from key_epoch limit 1')
  return rows.length === 0
}
