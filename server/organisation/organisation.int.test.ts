import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept } from '../../core/1-intake/accept.ts'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { administration, organisationCommands } from '../../core/organisation/commands.ts'
import type { Caller } from '../call.ts'
import { read } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import { organisationPath, organisationRoutes } from '../http/organisation-routes.ts'
import { permissions } from '../http/permissions.ts'
import { sessionRoutes } from '../http/session-routes.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { hashOf, noFactBefore, type StoredFact } from '../trail/envelope.ts'
import { selectStored } from '../trail/read.ts'
import { foldOrganisation, handleOrganisation } from './handle-organisation.ts'

let fresh: FreshHouse
let town: Town
let http: Http
const cases: Record<string, string> = {}

beforeAll(async () => {
  fresh = await freshHouse()
  const at = (unit: string, post = 'agent') => [{ post, unit }]
  town = await fresh.found({
    packs: ['bank'],
    units: { east: null, first: 'east', second: 'east', west: null },
    people: {
      east: at('east', 'area-manager'),
      first: at('first'),
      second: at('second'),
      west: at('west'),
      director: at('root', 'director'),
      clerk: at('west', 'administrator'),
      leaver: at('first'),
      mover: at('first'),
      security: at('root', 'security-administrator'),
      system: at('root', 'system-administrator'),
    },
  })
  for (const unit of ['first', 'second', 'west']) cases[unit] = await registered(unit)
  http = await httpOf(fresh.house, [sessionRoutes, organisationRoutes])
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

async function registered(unit: string): Promise<string> {
  const input = register.input.parse({ channel: 'phone', unit: town.units[unit], title: '排队', content: '排队两小时' })
  const answer = await handleCommand(fresh.house, {
    command: register as unknown as Command,
    input,
    caller: town.as(unit),
  })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return answer.receipt.id
}

async function administer(name: string, input: unknown, by = 'security') {
  const command = organisationCommands.find((one) => one.name === name)
  if (!command) throw new Error(name)
  return handleOrganisation(fresh.house, { command, input: command.input.parse(input), caller: town.as(by) })
}

const seenBy = async (person: string) => {
  const rows = await read<{ id: string }>(
    fresh.house.pool,
    { person: town.people[person] ?? '' },
    { text: 'select id from case_row' },
  )
  return rows.map(({ id }) => Object.keys(cases).find((unit) => cases[unit] === id)).sort()
}

describe('the organisation', () => {
  it('is a chain of facts whose names lie sealed, and its rows are what the facts say', async () => {
    const organisation = await fresh.house.directory.refresh()
    const facts = await read<StoredFact>(fresh.house.pool, { person: 'system' }, selectStored(organisation?.id ?? ''))
    facts.forEach(({ hash, ...rest }, index) => {
      expect(hashOf(rest)).toBe(hash)
      expect(rest.prev).toBe(facts[index - 1]?.hash ?? noFactBefore)
    })
    expect(JSON.stringify(facts)).not.toContain('测试·')
    const state = foldOrganisation(facts)
    expect(state.version).toBe(organisation?.version)
    expect(Object.keys(state.units).sort()).toEqual([...(organisation?.units.keys() ?? [])].sort())
    for (const [id, { posts, disabled }] of Object.entries(state.people))
      expect(organisation?.people.get(id)).toMatchObject({ disabled, posts })
  })

  it('changed by many at once loses nothing', async () => {
    const adding = Array.from({ length: 8 }, (_, number) =>
      administer('add-unit', { parent: town.units.west, name: `西${number}` }, 'system'),
    )
    const answers = await Promise.all(adding)
    expect(answers.filter((answer) => 'receipt' in answer)).toHaveLength(8)
    const organisation = await fresh.house.directory.refresh()
    expect([...(organisation?.units.values() ?? [])].filter((unit) => unit.parent === town.units.west)).toHaveLength(8)
  })

  it('gives a log-in once, however it is spelled', async () => {
    const person = { name: '张三', password: 'correct horse battery' }
    const logins = ['zhang.san', 'Zhang.San', 'ｚｈａｎｇ.san']
    const answers = await Promise.all(logins.map((login) => administer('add-person', { ...person, login })))
    expect(answers.map((answer) => ('refusal' in answer ? answer.refusal.code : 'yes')).sort()).toEqual([
      'organisation.login-taken',
      'organisation.login-taken',
      'yes',
    ])
  })

  it('has a line in the permission table for each command', () => {
    for (const command of administration) {
      const access = permissions[`POST ${organisationPath(command)}`]
      expect([command.name, access]).toEqual([
        command.name,
        command.post === 'system-administrator' ? 'system' : 'security',
      ])
    }
  })
})

describe('sight', () => {
  it('is of the own place in the tree and below, for posts that may read', async () => {
    expect(await seenBy('first')).toEqual(['first'])
    expect(await seenBy('east')).toEqual(['first', 'second'])
    expect(await seenBy('director')).toEqual(['first', 'second', 'west'])
    for (const administrator of ['clerk', 'security', 'system']) expect(await seenBy(administrator)).toEqual([])
  })

  it('follows the posts and the units', async () => {
    expect(await seenBy('mover')).toEqual(['first'])
    const person = town.people.mover
    await administer('take-post', { person, post: 'agent', unit: town.units.first })
    expect(await seenBy('mover')).toEqual([])
    await administer('give-post', { person, post: 'quality', unit: town.units.east })
    expect(await seenBy('mover')).toEqual(['first', 'second'])
    const answer = await administer('add-unit', { parent: town.units.second, name: '新柜台' }, 'system')
    const added = 'receipt' in answer ? answer.receipt.id : ''
    cases.added = await registeredAt(added)
    expect(await seenBy('mover')).toEqual(['added', 'first', 'second'])
  })

  async function registeredAt(unit: string): Promise<string> {
    const input = register.input.parse({ channel: 'phone', unit, title: '排队', content: '排队两小时' })
    const answer = await handleCommand(fresh.house, {
      command: register as unknown as Command,
      input,
      caller: town.as('director'),
    })
    if ('receipt' in answer) throw new Error('a director does not register')
    const agent = await handleCommand(fresh.house, {
      command: register as unknown as Command,
      input,
      caller: { kind: 'system', id: 'test' },
    })
    return 'receipt' in agent ? agent.receipt.id : ''
  }

  it('is a second wall: with every check of the app left out the database shows and changes nothing else', async () => {
    const tables = ['case_row', 'fact', 'sealed', 'data_key', 'contact_digest', 'query_code', 'notice']
    const column = (table: string) =>
      table === 'case_row' ? 'id' : ['fact', 'sealed', 'data_key'].includes(table) ? 'stream_id' : 'case_id'
    for (const table of tables)
      for (const person of ['west', 'clerk', 'security']) {
        const text = `select ${column(table)} as id from ${table} where ${column(table)} = $1`
        const found = await read(
          fresh.house.pool,
          { person: town.people[person] ?? '' },
          { text, values: [cases.first] },
        )
        expect([table, person, found.length]).toEqual([table, person, 0])
      }
    const other = { person: town.people.west ?? '' }
    await read(fresh.house.pool, other, {
      text: `update case_row set status = 'closed' where id = $1`,
      values: [cases.first],
    })
    const [row] = await read<{ status: string }>(
      fresh.house.pool,
      { person: 'system' },
      { text: 'select status from case_row where id = $1', values: [cases.first] },
    )
    expect(row?.status).toBe('open')
    const write = {
      text: `insert into sealed (stream_id, version, holder, box) values ($1, 99, 'case', '')`,
      values: [cases.first],
    }
    await expect(read(fresh.house.pool, other, write)).rejects.toMatchObject({ code: '42501' })
  })

  it('answers a command on a case out of sight like one on a case that never was', async () => {
    const call = { command: accept as unknown as Command, input: { conditions: [] }, caller: town.as('west') as Caller }
    const [hidden, never] = await Promise.all([
      handleCommand(fresh.house, { ...call, caseId: cases.first ?? '' }),
      handleCommand(fresh.house, { ...call, caseId: '00000000-0000-4000-8000-000000000000' }),
    ])
    expect(hidden).toMatchObject({ refusal: { code: 'case.unknown' } })
    expect(hidden).toEqual(never)
  })
})

describe('a person who was disabled', () => {
  it('is out within a second, in every process, and sees no case from that moment', async () => {
    const person = town.people.leaver ?? ''
    const cookie = await fresh.cookieOf(person)
    await fresh.house.pool.query('update account set must_change = false where person_id = $1', [person])
    const elsewhere = await httpOf(await fresh.another(), [sessionRoutes, organisationRoutes])
    const alive = (one: Http) => one.ask('GET', '/api/organisation', undefined, { cookie })
    expect((await alive(http)).status).toBe(200)
    expect((await alive(elsewhere)).status).toBe(200)
    expect(await seenBy('leaver')).toEqual(['first'])
    await administer('disable-person', { person })
    expect((await alive(http)).status).toBe(401)
    expect(await seenBy('leaver')).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect((await alive(elsewhere)).status).toBe(401)
    expect(
      await handleCommand(fresh.house, {
        command: accept as unknown as Command,
        caseId: cases.first ?? '',
        input: { conditions: [] },
        caller: town.as('leaver'),
      }),
    ).toMatchObject({ refusal: { code: 'case.unknown' } })
    // A sign-in that was under way when the person was disabled opens nothing either.
    const late = await http.ask('GET', '/api/me', undefined, { cookie: await fresh.cookieOf(person) })
    expect(late.status).toBe(401)
    await administer('enable-person', { person })
    expect(await seenBy('leaver')).toEqual(['first'])
    expect((await alive(http)).status).toBe(401)
    await elsewhere.close()
  })
})

describe('the trail', () => {
  it('is append-only for the app, by right, and for the owner, by trigger', async () => {
    const log = `insert into read_log (id, at, person_id, what, case_ids) values (gen_random_uuid(), now(), 'x', 'case', '{}')`
    await read(fresh.house.pool, { person: 'system' }, { text: log })
    const attempts = ['fact', 'policy', 'read_log'].flatMap((table) => [
      `update ${table} set ${table === 'fact' ? 'version = version' : 'id = id'}`,
      `delete from ${table}`,
      `truncate ${table}`,
    ])
    const refused = { [fresh.database.appUrl]: '42501', [fresh.database.ownerUrl]: '23001' }
    for (const [url, code] of Object.entries(refused)) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query(`set huiyin.person = 'system'`)
      for (const attempt of attempts) await expect(client.query(attempt), attempt).rejects.toMatchObject({ code })
      await client.end()
    }
  })

  it('cannot be taken over by the app: it owns nothing and may not look past row security', async () => {
    const client = new pg.Client({ connectionString: fresh.database.appUrl })
    await client.connect()
    const tries = [
      'alter table fact disable trigger all',
      'alter table fact disable row level security',
      'drop table fact',
      'set role huiyin_owner',
      'create table mine ()',
    ]
    for (const one of tries) await expect(client.query(one), one).rejects.toMatchObject({ code: '42501' })
    const { rows } = await client.query(
      'select rolsuper or rolbypassrls or rolcreaterole as strong from pg_roles where rolname = current_user',
    )
    expect(rows).toEqual([{ strong: false }])
    await client.end()
  })
})

describe('hours of a unit', () => {
  const setHours = (input: object) => administer('set-unit-hours', input, 'system')
  const officeAt = async (unit: string) => {
    const text = `select data->>'calendar' as hash from fact where stream_id = $1 and version = 1`
    const asked = { text, values: [await registered(unit)] }
    const [fact] = await read<{ hash: string }>(fresh.house.pool, { person: 'system' }, asked)
    return (await fresh.house.policies.calendar(fact?.hash ?? '')).calendar.plain.office
  }

  it('hold for what is registered there and below from then on, until it follows the unit above again', async () => {
    const usual = await officeAt('first')
    const hours = { saturday: [['08:00', '20:00']], sunday: [['08:00', '20:00']] }
    await setHours({ unit: town.units.east, hours, holidays: 'worked' })
    expect(await officeAt('first')).toMatchObject({ week: hours, holidays: 'worked', zone: usual.zone })
    expect(await officeAt('west')).toEqual(usual)
    await setHours({ unit: town.units.first, hours: { monday: [['09:00', '10:00']] } })
    expect(await officeAt('first')).toMatchObject({ week: { monday: [['09:00', '10:00']] }, holidays: 'off' })
    expect((await officeAt('second')).week).toEqual(hours)
    for (const unit of ['first', 'east']) await setHours({ unit: town.units[unit] })
    expect(await officeAt('first')).toEqual(usual)
  })
})
