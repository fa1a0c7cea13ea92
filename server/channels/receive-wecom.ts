import { storeMessage } from '../doors/store-message.ts'
import type { House } from '../house.ts'
import { settingsOf } from './settings.ts'
import { openCallback, type Vouched } from './wecom-crypto.ts'
import { fieldsOf } from './wecom-message.ts'

/**
 * What WeCom sends to see whether somebody is there who knows the keys.
 *
 * @returns what it has to be answered with; undefined where it is not from WeCom, or none are taken
 */
export async function answerEcho(house: House, vouched: Vouched, echo: string): Promise<string | undefined> {
  const settings = await settingsOf(house, 'wecom')
  return settings?.token && settings.aesKey ? openCallback(settings, vouched, echo, secondsOf(house)) : undefined
}

/**
 * Takes a message of WeCom: stored for good as it was said before it is acknowledged. The same message comes again where the
 * acknowledgement was late, and is stored once.
 *
 * @returns whether it was one that WeCom sent to this house just now
 */
export async function receiveWecom(house: House, vouched: Vouched, body: string): Promise<boolean> {
  const settings = await settingsOf(house, 'wecom')
  if (!settings?.token || !settings.aesKey) return false
  const said = openCallback(settings, vouched, fieldsOf(body).Encrypt ?? '', secondsOf(house))
  if (said === undefined) return false
  await storeMessage(house, { door: 'wecom', raw: Buffer.from(said), unit: settings.unit, envelope: { to: [] } })
  return true
}

function secondsOf({ now }: House): number {
  return Math.floor(Date.parse(now()) / 1000)
}
