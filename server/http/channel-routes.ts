import { z } from 'zod'
import { channelList, newSms, newWecom } from '../../api/channels.ts'
import { setChannel } from '../../core/organisation/commands.ts'
import type { MessageChannel } from '../../core/organisation/state.ts'
import { isRefusal, type Refusal, refuse } from '../../core/shared/refusal.ts'
import { answerEcho, receiveWecom } from '../channels/receive-wecom.ts'
import { settingsOf } from '../channels/settings.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { readChannels } from '../read/channels.ts'
import { targetOf } from '../webhooks/target.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const vouched = { msg_signature: z.string().max(64), timestamp: z.string().max(20), nonce: z.string().max(64) }

/** How the staff is told by WeCom and complainants by short message; and what colleagues hand on by WeCom. */
export function channelRoutes(app: App, house: House): void {
  app.get('/api/channels', { schema: { response: { 200: channelList } } }, async (_request, reply) =>
    reply.send(await readChannels(house)),
  )
  const nothing = { 204: z.undefined() }
  app.post('/api/channels/wecom', { schema: { body: newWecom, response: nothing } }, async (request, reply) => {
    const around = { origin: `${request.protocol}://${request.host}` }
    const refused = await keep(house, 'wecom', staffOf(request), { ...request.body, ...around })
    return refused ? sendRefusal(request, reply, refused) : reply.code(204).send()
  })
  app.post('/api/channels/sms', { schema: { body: newSms, response: nothing } }, async (request, reply) => {
    const refused = await keep(house, 'sms', staffOf(request), request.body)
    return refused ? sendRefusal(request, reply, refused) : reply.code(204).send()
  })
  callbacks(app, house)
}

type Given = Readonly<Record<string, unknown>> & { readonly url: string }

const keys = ['secret', 'token', 'aesKey']

/**
 * A key that was left empty stays what it was, but for one that is shown to the other side: where that has another address,
 * it is asked for anew, or whoever changes the address would be sent it.
 */
async function keep(house: House, channel: MessageChannel, person: string, given: Given): Promise<Refusal | undefined> {
  await founded(house)
  const target = targetOf(given.url, house.inside)
  if (isRefusal(target)) return target
  const known = await settingsOf(house, channel)
  const { secret: _, ...elsewhere } = known ?? { secret: '' }
  const before = known?.url === given.url ? known : elsewhere
  const isKept = (name: string, value: unknown) => keys.includes(name) && value === ''
  const said = Object.fromEntries(Object.entries(given).filter(([name, value]) => !isKept(name, value)))
  const settings = { ...before, ...said }
  if (!('secret' in settings)) return refuse('channel.no-key')
  const input = setChannel.input.parse({ channel, settings: JSON.stringify(settings) })
  const answer = await handleOrganisation(house, { command: setChannel, input, caller: { kind: 'staff', id: person } })
  return 'refusal' in answer ? answer.refusal : undefined
}

/** WeCom speaks XML, waits for five seconds, and is told nothing of why it was not believed. */
function callbacks(app: App, house: House): void {
  void app.register((inner, _options, done) => {
    const room = inner as unknown as App
    const asText = (_request: unknown, body: string, taken: (error: null, body: string) => void) => taken(null, body)
    room.addContentTypeParser(['text/xml', 'application/xml'], { parseAs: 'string', bodyLimit: 65_536 }, asText)
    const asked = z.strictObject({ ...vouched, echostr: z.string().max(4000) })
    room.get('/api/wecom', { schema: { querystring: asked } }, async (request, reply) => {
      const { msg_signature: signature, timestamp, nonce, echostr } = request.query
      const answer = await answerEcho(house, { signature, timestamp, nonce }, echostr)
      return answer === undefined
        ? sendRefusal(request, reply, refuse('access.denied'))
        : reply.type('text/plain').send(answer)
    })
    room.post(
      '/api/wecom',
      { schema: { querystring: z.strictObject(vouched), body: z.string() } },
      async (request, reply) => {
        const { msg_signature: signature, timestamp, nonce } = request.query
        const taken = await receiveWecom(house, { signature, timestamp, nonce }, request.body)
        return taken ? reply.type('text/plain').send('') : sendRefusal(request, reply, refuse('access.denied'))
      },
    )
    done()
  })
}
