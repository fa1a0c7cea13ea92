import type { ChannelLine } from '../../api/channels.ts'
import { messageChannels } from '../../core/organisation/state.ts'
import { settingsOf } from '../channels/settings.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'

type Counted = Pick<ChannelLine, 'channel' | 'deliveredAt' | 'waiting' | 'failed' | 'outcome'>

/** The channels with how their messages fare; of their settings nothing that is secret. */
export async function readChannels(house: House): Promise<ChannelLine[]> {
  const text = `select channel, max(sent_at) as "deliveredAt", count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where state = 'failed')::int as failed,
      (array_agg(outcome order by made_at desc) filter (where state <> 'sent' and outcome is not null))[1] as outcome
    from channel_message group by channel`
  const rows = await read<Counted>(house.pool, asSystem, { name: 'channels', text })
  const none = { deliveredAt: null, waiting: 0, failed: 0, outcome: null }
  const [wecom, sms] = [await settingsOf(house, 'wecom'), await settingsOf(house, 'sms')]
  const shown = {
    wecom: wecom && {
      kind: 'wecom' as const,
      corpId: wecom.corpId,
      agentId: wecom.agentId,
      unit: wecom.unit,
      url: wecom.url,
      takes: Boolean(wecom.token && wecom.aesKey),
    },
    sms: sms && {
      kind: 'sms' as const,
      url: sms.url,
      sign: sms.sign,
      receiptTemplate: sms.receiptTemplate,
      noticeTemplate: sms.noticeTemplate ?? '',
    },
  }
  return messageChannels.map((channel) => ({
    ...none,
    ...rows.find((row) => row.channel === channel),
    channel,
    settings: shown[channel] ?? null,
  }))
}
