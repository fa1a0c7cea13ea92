import type { FastifyRequest } from 'fastify'
import { calendarList, calendarStep, checkedYear, writtenYear } from '../../api/calendars.ts'
import { refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { followCalendars } from '../jobs/follow-calendar.ts'
import { weighYear } from '../jobs/weigh-year.ts'
import { readNotice } from '../policy/read-notice.ts'
import { checkYear, listCalendars, movesOf } from '../read/calendars.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import type { App, Reply } from './routes.ts'
import { type LongWork, tellSteps } from './tell-steps.ts'

/**
 * The years whose days off are known, and what a new notice would do. It is imported by a command of the organisation;
 * open cases are counted again by a request of its own, which goes on where an earlier one broke off.
 */
export function calendarRoutes(app: App, house: House): void {
  const oneAtATime = singly()

  app.get('/api/calendars', { schema: { response: { 200: calendarList } } }, async (_request, reply) =>
    reply.send(await listCalendars(house, await founded(house))),
  )

  app.post(
    '/api/calendars/check',
    { schema: { body: writtenYear, response: { 200: checkedYear } } },
    async (request, reply) => reply.send(await checkYear(house, request.body.notice)),
  )

  app.post('/api/calendars/weigh', { schema: { body: writtenYear } }, async (request, reply) => {
    const organisation = await founded(house)
    const read = readNotice(request.body.notice, 'notice', await house.policies.years.latest())
    if ('problems' in read)
      return sendRefusal(request, reply, refuse('year.unusable', { problems: read.problems.length }))
    return oneAtATime(request, reply, async (onProgress, gone) =>
      movesOf({ ...(await weighYear(house, organisation, read.file, onProgress, gone)), failed: 0 }),
    )
  })

  // Whoever leaves does not end it: the cases are better off all counted by the same days.
  app.post('/api/calendars/follow', {}, async (request, reply) =>
    oneAtATime(request, reply, async (onProgress) => {
      const { followed: cases, moves, failures } = await followCalendars(house, onProgress)
      for (const { name } of failures) request.log.error({ fault: name }, 'a case was not counted again')
      return movesOf({ cases, moves, failed: failures.length })
    }),
  )
}

/** It reads every open case, so there is one of them at a time. */
function singly() {
  let running = false
  return async (request: FastifyRequest, reply: Reply, work: LongWork) => {
    if (running) return sendRefusal(request, reply, refuse('calendar.busy'))
    running = true
    await tellSteps(calendarStep, work, request, reply).finally(() => {
      running = false
    })
  }
}
