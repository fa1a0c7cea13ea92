import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Organisation, Unit } from '../directory.ts'
import type { House } from '../house.ts'
import { openImapDoor } from './imap-door.ts'
import { inboxUnits } from './read-inbox.ts'
import { startSending } from './send-mails.ts'
import { openSmtpDoor } from './smtp-door.ts'
import { startDoors } from './work-doors.ts'

export type DoorSetting = Pick<Config, 'mail' | 'smtpIn' | 'imap'>

/**
 * Opens the doors that are set up, and looks after what came in and what goes out. Without any of them it still works on
 * what came in before.
 *
 * @returns stops all of it: first nothing comes in any more, then what is under way ends
 * @throws where the receiver cannot listen
 */
export async function openDoors(house: House, setting: DoorSetting, logger: Logger): Promise<() => Promise<void>> {
  const doorman = startDoors(house, logger)
  const behind = { unitOf: () => intakeUnit(house, setting.mail?.unit), ring: doorman.ring }
  const smtp = setting.smtpIn && (await openSmtpDoor(house, setting.smtpIn, behind))
  const closeImap = setting.imap && openImapDoor(house, setting.imap, behind, logger)
  const stopSending = startSending(house, logger)
  return async () => {
    await Promise.all([smtp?.stop(), closeImap ? closeImap() : undefined])
    await Promise.all([doorman.stop(), stopSending()])
  }
}

/** Looked up once for each state of the organisation. */
const chosen = new WeakMap<Organisation, string | undefined>()

/**
 * The unit for intake by its name or its id; where none is named, the one nearest to the top over which somebody may
 * register complaints, so that there is who reads what comes. Undefined before there is an organisation.
 */
async function intakeUnit(house: House, named: string | undefined): Promise<string | undefined> {
  const organisation = await house.directory.now()
  if (!organisation) return undefined
  const open = [...organisation.units.values()].filter(({ closed }) => !closed)
  const found = named ? open.find(({ id, name }) => id === named || name === named) : undefined
  if (found) return found.id
  if (!chosen.has(organisation)) chosen.set(organisation, nearestToTop(house, organisation, open))
  return chosen.get(organisation)
}

function nearestToTop(house: House, organisation: Organisation, open: readonly Unit[]): string | undefined {
  const staffed = new Set([...organisation.people.keys()].flatMap((one) => inboxUnits(house, organisation, one)))
  let level = open.filter(({ parent }) => parent === null)
  const [top] = level
  while (level.length > 0) {
    const here = level.find(({ id }) => staffed.has(id))
    if (here) return here.id
    const above = new Set(level.map(({ id }) => id))
    level = open.filter(({ parent }) => parent !== null && above.has(parent))
  }
  return top?.id
}
