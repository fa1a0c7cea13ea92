import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { taskView } from '../../api/tasks.ts'
import { answerTask } from '../../core/3-investigation/answer-task.ts'
import { arbitrateTask } from '../../core/3-investigation/arbitrate-task.ts'
import { disputeTask } from '../../core/3-investigation/dispute-task.ts'
import { mediateTask } from '../../core/3-investigation/mediate-task.ts'
import type { Command } from '../../core/case/command.ts'
import { refuse } from '../../core/shared/refusal.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { readTask, taskOf } from '../read/task.ts'
import { founded } from './case-routes.ts'
import { requestKey } from './command-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, type Reply, staffOf } from './routes.ts'

const params = z.strictObject({ id: z.uuid() })
const headers = z.object({ 'idempotency-key': z.uuid().optional() })
const acts = [answerTask, disputeTask, mediateTask, arbitrateTask] as unknown as readonly Command[]

/**
 * Where those whom a task concerns see it and do their part, whether or not they see its case. What they send is the input
 * of the command without the number of the task; the answer says nothing of the case.
 */
export function taskRoutes(app: App, house: House): void {
  app.get('/api/tasks/:id', { schema: { params, response: { 200: taskView } } }, async (request, reply) => {
    const task = await readTask(house, await founded(house), staffOf(request), request.params.id)
    return task ? reply.send(task) : sendRefusal(request, reply, refuse('task.none'))
  })
  for (const command of acts) {
    const body = (command.input as z.ZodObject).omit({ task: true })
    const schema = { headers, params, body, response: { 204: z.undefined() } }
    app.post(`/api/tasks/:id/commands/${command.name}`, { schema }, (request, reply) =>
      act(house, request, reply, command),
    )
  }
}

async function act(house: House, request: FastifyRequest, reply: Reply, command: Command) {
  const person = staffOf(request)
  const { id } = request.params as z.infer<typeof params>
  const task = await taskOf(house, person, id)
  if (!task) return sendRefusal(request, reply, refuse('task.none'))
  const input = { ...(request.body as object), task: task.ordinal }
  const caller = { kind: 'concerned', id: person, task: task.ordinal } as const
  const key = requestKey(request, `staff:${person}`, `${command.name}/${id}`)
  const given = await handleCommand(house, { command, caseId: task.caseId, input, caller, ...(key && { key }) })
  return 'refusal' in given ? sendRefusal(request, reply, given.refusal) : reply.code(204).send()
}
