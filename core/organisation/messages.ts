import { z } from 'zod'
import { day } from '../shared/fields.ts'
import { organisationCommand } from './command.ts'

export const setMessageDays = organisationCommand({
  name: 'set-message-days',
  summary:
    'Set how long what came in and became no complaint is kept before it is deleted: spam, automatic mails, what nobody registered.',
  post: 'system-administrator',
  input: z.strictObject({ days: z.int().min(30).max(3650) }),

  decide({ days }, { state }) {
    return days === state.messageDays ? [] : [{ type: 'MessageDaysSet', days }]
  },
})

/** Run by the house itself, with the rows that it deletes. */
export const noteDeletedMessages = organisationCommand({
  name: 'note-deleted-messages',
  summary: 'Write down that messages were deleted since their time was over.',
  post: 'nobody',
  input: z.strictObject({ count: z.int().min(1), before: day() }),

  decide({ count, before }) {
    return [{ type: 'MessagesDeleted', count, before }]
  },
})
