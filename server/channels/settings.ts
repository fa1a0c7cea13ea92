import type { SmsSettings, WecomSettings } from '../../api/channels.ts'
import type { MessageChannel } from '../../core/organisation/state.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'

type Settings = { readonly wecom: WecomSettings; readonly sms: SmsSettings }

/** What the box of a channel belongs to: it opens nowhere else. */
export const settingsPlace = (channel: MessageChannel) => `message_channel|settings_box|${channel}`

/** The settings of a channel; undefined where it is not used. */
export async function settingsOf<C extends MessageChannel>(
  { pool, ring }: Pick<House, 'pool' | 'ring'>,
  channel: C,
): Promise<Settings[C] | undefined> {
  const text = 'select settings_box from message_channel where channel = $1'
  const values = [channel]
  const [row] = await read<{ settings_box: Buffer }>(pool, asSystem, { name: 'channel-settings', text, values })
  return row && (JSON.parse(ring.openRow(settingsPlace(channel), row.settings_box)) as Settings[C])
}
