import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import { savedView, saveView } from '../../api/cases.ts'
import { refuse } from '../../core/shared/refusal.ts'
import type { Statement } from '../db/pool.ts'
import { read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const none = z.undefined()
const byKey = z.strictObject({ key: z.string().regex(/^[a-z0-9-]{1,80}$/) })
const byId = z.strictObject({ id: z.uuid() })
const draftBody = z.strictObject({ value: z.unknown() })

/** What a person keeps for themselves: drafts of forms and saved views of the list, both sealed, seen by nobody else. */
export function ownRoutes(app: App, house: House): void {
  draftRoutes(app, house)
  viewRoutes(app, house)
  app.post(
    '/api/notices/seen',
    { schema: { body: z.strictObject({ ids: z.array(z.uuid()).max(200) }), response: { 204: none } } },
    async (request, reply) => {
      const person = staffOf(request)
      const text = `insert into notice_seen (notice_id, person_id) select n.id, $2 from notice n where n.id = any($1::uuid[]) and n.person_id = $2 on conflict do nothing`
      await read(house.pool, { person }, { text, values: [request.body.ids, person] })
      return reply.code(204).send()
    },
  )
}

function draftRoutes(app: App, house: House): void {
  const place = (person: string, key: string) => `draft|box|${person}|${key}`

  app.get('/api/drafts/:key', { schema: { params: byKey, response: { 200: draftBody } } }, async (request, reply) => {
    const person = staffOf(request)
    const { key } = request.params
    const [row] = await read<{ box: Buffer }>(
      house.pool,
      { person },
      select('select box from draft where person_id = $1 and key = $2', [person, key]),
    )
    return row
      ? reply.send({ value: JSON.parse(house.ring.openRow(place(person, key), row.box)) })
      : sendRefusal(request, reply, refuse('draft.none'))
  })

  app.put(
    '/api/drafts/:key',
    { schema: { params: byKey, body: draftBody, response: { 204: none } } },
    async (request, reply) => {
      const person = staffOf(request)
      const { key } = request.params
      const box = house.ring.sealRow(place(person, key), JSON.stringify(request.body.value ?? null))
      const text = `insert into draft (person_id, key, box, changed_at) values ($1, $2, $3, $4) on conflict (person_id, key) do update set box = excluded.box, changed_at = excluded.changed_at`
      await read(house.pool, { person }, select(text, [person, key, box, house.now()]))
      return reply.code(204).send()
    },
  )

  app.delete('/api/drafts/:key', { schema: { params: byKey, response: { 204: none } } }, async (request, reply) => {
    const person = staffOf(request)
    await read(
      house.pool,
      { person },
      select('delete from draft where person_id = $1 and key = $2', [person, request.params.key]),
    )
    return reply.code(204).send()
  })
}

function viewRoutes(app: App, house: House): void {
  const place = (person: string, id: string) => `saved_view|box|${person}|${id}`

  app.get('/api/views', { schema: { response: { 200: z.array(savedView) } } }, async (request, reply) => {
    const person = staffOf(request)
    const rows = await read<{ id: string; box: Buffer }>(
      house.pool,
      { person },
      select('select id, box from saved_view where person_id = $1 order by id', [person]),
    )
    return reply.send(
      rows.map(({ id, box }) => ({
        id,
        ...(JSON.parse(house.ring.openRow(place(person, id), box)) as z.infer<typeof saveView>),
      })),
    )
  })

  app.post('/api/views', { schema: { body: saveView, response: { 200: savedView } } }, async (request, reply) => {
    const person = staffOf(request)
    const id = randomUUIDv7()
    const box = house.ring.sealRow(place(person, id), JSON.stringify(request.body))
    await read(
      house.pool,
      { person },
      select('insert into saved_view (id, person_id, box) values ($1, $2, $3)', [id, person, box]),
    )
    return reply.send({ id, ...request.body })
  })

  app.delete('/api/views/:id', { schema: { params: byId, response: { 204: none } } }, async (request, reply) => {
    const person = staffOf(request)
    await read(
      house.pool,
      { person },
      select('delete from saved_view where person_id = $1 and id = $2', [person, request.params.id]),
    )
    return reply.code(204).send()
  })
}

function select(text: string, values: unknown[]): Statement {
  return { text, values }
}
