import { z } from 'zod'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'
import { organisationCommand } from './command.ts'
import { publicName, webOrigin } from './events.ts'
import { webhookEvents } from './state.ts'

const mostWebhooks = 20

/** Run by the shell, which draws the key that messages are signed with and looks at the address first. */
export const addWebhook = organisationCommand({
  name: 'add-webhook',
  summary: 'Tell another system what happens to complaints: number, event and link, signed.',
  post: 'system-administrator',
  input: z.strictObject({
    name: publicName(),
    url: freeText(500),
    secret: freeText(100),
    origin: webOrigin(),
    events: z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length),
  }),

  decide({ name, url, secret, origin, events }, { state, allotted }) {
    if (state.webhooks.some((one) => one.name === name)) return refuse('webhook.name-taken', { name })
    if (state.webhooks.length >= mostWebhooks) return refuse('webhook.too-many', { most: mostWebhooks })
    const kept = { url: sealed(url), secret: sealed(secret) }
    return [{ type: 'WebhookAdded', webhook: allotted.webhook, name, origin, events: [...new Set(events)], ...kept }]
  },
})

export const removeWebhook = organisationCommand({
  name: 'remove-webhook',
  summary: 'Tell another system nothing any more; messages on their way are given up.',
  post: 'system-administrator',
  input: z.strictObject({ webhook: id().meta({ seal: 'clear' }) }),

  decide({ webhook }, { state }) {
    const known = state.webhooks.some((one) => one.id === webhook)
    return known ? [{ type: 'WebhookRemoved', webhook }] : refuse('webhook.unknown')
  },
})
