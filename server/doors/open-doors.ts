import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { House } from '../house.ts'
import { openImapDoor } from './imap-door.ts'
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

/** The unit for intake by its name or its id; the top one where none is named. Undefined before there is an organisation. */
async function intakeUnit({ directory }: House, named: string | undefined): Promise<string | undefined> {
  const organisation = await directory.now()
  const units = [...(organisation?.units.values() ?? [])].filter(({ closed }) => !closed)
  const found = named ? units.find(({ id, name }) => id === named || name === named) : undefined
  return (found ?? units.find(({ parent }) => parent === null))?.id
}
