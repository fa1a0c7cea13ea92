import { z } from 'zod'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'
import { organisationCommand } from './command.ts'
import { messageChannels } from './state.ts'

/** Run by the shell, which looks at the settings first and seals them whole: they hold keys. */
export const setChannel = organisationCommand({
  name: 'set-channel',
  summary: 'Say how short messages or messages of WeCom are sent; what was said before is replaced.',
  post: 'system-administrator',
  input: z.strictObject({ channel: z.enum(messageChannels), settings: freeText(4000) }),

  decide({ channel, settings }) {
    return [{ type: 'ChannelSet', channel, settings: sealed(settings) }]
  },
})

export const removeChannel = organisationCommand({
  name: 'remove-channel',
  summary: 'Send no more short messages, or no more messages of WeCom; those on their way are given up.',
  post: 'system-administrator',
  input: z.strictObject({ channel: z.enum(messageChannels) }),

  decide({ channel }, { state }) {
    return state.channels.includes(channel) ? [{ type: 'ChannelRemoved', channel }] : refuse('channel.not-set')
  },
})
