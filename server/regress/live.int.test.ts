import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { addStatement } from '../../core/1-intake/add-statement.ts'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { handleCommand } from '../handle-command.ts'
import { liveRoutes } from '../http/live-routes.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { listening } from '../testing/tus.ts'

/** A peer masked fields in its answers and sent them whole over its web socket (hole 28). */

let fresh: FreshHouse
let http: Http
let url: string
let town: Town
beforeAll(async () => {
  fresh = await freshHouse()
  const at = (unit: string) => [{ post: 'supervisor', unit }]
  town = await fresh.found({
    packs: ['enterprise'],
    units: { east: null, west: null },
    people: { agent: [{ post: 'agent', unit: 'root' }], east: at('east'), west: at('west'), accused: at('east') },
  })
  http = await httpOf(fresh.house, [liveRoutes])
  url = await listening(http.app)
})
afterAll(async () => {
  http.app.server.closeAllConnections()
  await http.close()
  await fresh.close()
})

/** Listens as a person does. @returns all that came so far */
async function listen(person: string) {
  const headers = { cookie: await fresh.cookieOf(town.people[person] ?? '') }
  const stop = new AbortController()
  const answer = await fetch(`${url}/api/live`, { headers, signal: stop.signal })
  const heard = { text: '' }
  const decoder = new TextDecoder()
  const reading = (async () => {
    for await (const piece of answer.body ?? []) heard.text += decoder.decode(piece)
  })().catch(() => {})
  return { heard, stop: () => [stop.abort(), reading] }
}

const said = {
  title: '金丝雀标题',
  content: '金丝雀正文',
  name: '欧阳紫嫣',
  phone: '19955550123',
  email: 'c@d.example',
}

async function run(command: unknown, given: object, caseId?: string): Promise<string> {
  const one = command as Command
  const caller = town.as('agent')
  const call = { command: one, input: one.input.parse(given), caller, ...(caseId && { caseId }) }
  const answer = await handleCommand(fresh.house, call)
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return answer.receipt.id
}

it('live news are ids, of cases that the listener may see, and nothing else (hole 28)', async () => {
  const people = ['agent', 'east', 'west', 'accused'] as const
  const lines = Object.fromEntries(await Promise.all(people.map(async (one) => [one, await listen(one)] as const)))
  const respondents = [town.people.accused]
  const id = await run(register, { channel: 'phone', unit: town.units.east, ...said, respondents })
  await run(addStatement, { text: '金丝雀补充' }, id)
  await vi.waitFor(() => expect(lines.east?.heard.text.match(/event: case/g)?.length).toBeGreaterThanOrEqual(2), 10_000)
  for (const one of people) {
    const text = lines[one]?.heard.text ?? ''
    const news = text.split('\n\n').filter((part) => part.startsWith('event:'))
    for (const part of news)
      expect(part).toMatch(/^event: (?:notice\ndata: \{\}|call\ndata: \{\}|case\ndata: \{"id":"[0-9a-f-]{36}"\})$/)
    for (const value of Object.values(said)) expect(text).not.toContain(value)
  }
  for (const one of ['west', 'accused']) expect(lines[one]?.heard.text).not.toContain(id)
  expect(lines.east?.heard.text).toContain(id)
  for (const one of Object.values(lines)) one.stop()
})
