import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setLanguageModel } from '../../core/organisation/commands.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { type Reachable, reachable } from '../webhooks/addresses.ts'

/** What the model was asked. */
export type Prompt = {
  readonly path: string
  readonly authorization: string | undefined
  readonly body: { readonly model: string; readonly messages: readonly { role: string; content: string }[] }
}

/** A language model in the network of the house: it keeps what it is asked, and answers as it is bid. */
export type ModelPeer = {
  readonly url: string
  /** The network that it lies in. */
  readonly inside: Reachable
  readonly asked: Prompt[]
  /** How many of those who asked went away before they had an answer. */
  left: number
  answer: (response: ServerResponse) => unknown
  close(): Promise<void>
}

/** An answer as such interfaces give it. */
export const saying = (content: unknown) => (response: ServerResponse) =>
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] }))

export async function modelPeer(): Promise<ModelPeer> {
  const server = createServer(async (request, response) => {
    const { url = '', headers } = request
    const said = await text(request)
    self.asked.push({ path: url, authorization: headers.authorization, body: said ? JSON.parse(said) : {} })
    response.on('close', () => {
      if (!response.writableFinished) self.left += 1
    })
    self.answer(response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const self: ModelPeer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    inside: reachable(['127.0.0.1']),
    ...{ asked: [], left: 0, answer: saying('好的') },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return self
}

/** The house with a model that drafts may be asked of; nobody answers there. */
export async function withModel(house: House): Promise<House> {
  const input = { settings: JSON.stringify({ url: 'https://model.test/v1', model: 'm', key: '' }), on: true }
  await handleOrganisation(house, { command: setLanguageModel, input, caller: { kind: 'system', id: 'test' } })
  await house.directory.refresh()
  return house
}
