import { commandNamed } from '../../../../core/case/commands.ts'
import { asSystem, read } from '../../../db/transaction.ts'
import { handleCommand } from '../../../handle-command.ts'
import { type Clock, type FreshHouse, freshHouse, standingClock } from '../../../testing/fresh-house.ts'
import { type Http, httpOf } from '../../../testing/http.ts'
import type { Town } from '../../../testing/town.ts'
import { portalFrom } from '../../portal-routes.ts'
import { buildPages, type Fields, type PortalVisitor, visit } from './portal-visit.ts'

export type Filed = { readonly visitor: PortalVisitor; readonly id: string; readonly number: string }

export type PortalHouse = {
  readonly clock: Clock
  readonly fresh: FreshHouse
  readonly town: Town
  readonly http: Http
  /** A complaint of somebody new, from a network of its own, with the session that filing opened. */
  filed(fields?: Fields): Promise<Filed>
  /** A step of the office, by nobody in particular where left out: authority is not what is tested here. */
  office(caseId: string, name: string, input: unknown, person?: string): Promise<void>
  /** Accepts and answers. */
  answered(caseId: string): Promise<void>
  codeOf(caseId: string): Promise<string>
  close(): Promise<void>
}

export const acceptance = { conditions: ['clear-and-specific', 'own-business', 'by-customer-or-representative'] }
const answer = { channel: 'phone', text: '我们向您道歉，全额退回。', cause: '柜员未说明产品性质。', solved: true }
const complaint = {
  content: '柜员没有说明就办成了保险。',
  name: '李明',
  phone: '13812348000',
  happenedOn: '2026-02-10',
  request: '退款',
}

/** A bank with two branches and its portal. `log` collects the lines of the server's log where given. */
export async function openPortalHouse(log?: { write(line: string): void }): Promise<PortalHouse> {
  const clock = standingClock('2026-02-11T02:00:00.000Z')
  const pages = await buildPages()
  const fresh = await freshHouse({ now: clock.now })
  const town = await fresh.found({ packs: ['bank'], units: { 东支行: null, 西支行: null } })
  const http = await httpOf(fresh.house, [portalFrom(pages.folder)], log ? { log } : {})
  const office: PortalHouse['office'] = (...step) => takeStep(fresh, town, clock, ...step)
  let networks = 0
  return {
    ...{ clock, fresh, town, http, office },
    filed: (fields = {}) => {
      const visitor = visit(http, { address: `198.51.100.${++networks}` })
      return fileAs(visitor, fresh, clock, { ...complaint, unit: town.units.东支行 ?? '', ...fields })
    },
    answered: async (id) => {
      await office(id, 'accept', acceptance)
      await office(id, 'answer', answer)
    },
    codeOf: async (id) =>
      fresh.house.ring.queryCode(await one(fresh, 'select receipt as value from query_code where case_id = $1', id)),
    close: async () => {
      await http.close()
      await fresh.close()
      await pages.remove()
    },
  }
}

async function fileAs(visitor: PortalVisitor, fresh: FreshHouse, clock: Clock, fields: Fields): Promise<Filed> {
  const form = await visitor.get('/portal/file')
  clock.pass({ seconds: 10 })
  await visitor.send(form, '/portal/file', fields)
  const number = /\d{4}-\d{6}/.exec((await visitor.get('/portal/receipt')).text)?.[0] ?? ''
  return { visitor, id: await one(fresh, 'select id as value from case_row where number = $1', number), number }
}

async function takeStep(
  fresh: FreshHouse,
  town: Town,
  clock: Clock,
  caseId: string,
  name: string,
  input: unknown,
  person?: string,
) {
  clock.pass({ minutes: 1 })
  const command = commandNamed(name)
  if (!command) throw new Error(`no command ${name}`)
  const caller = person ? town.as(person) : ({ kind: 'system', id: 'system' } as const)
  const answer = await handleCommand(fresh.house, { command, caseId, input: command.input.parse(input), caller })
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
}

async function one({ house }: FreshHouse, text: string, value: string): Promise<string> {
  const [row] = await read<{ value: string }>(house.pool, asSystem, { text, values: [value] })
  return row?.value ?? ''
}
