import { randomUUIDv7 } from 'node:crypto'
import type { TaskView } from '../../api/tasks.ts'
import { commandNamed } from '../../core/case/commands.ts'
import { whyNot } from '../../core/case/may-run.ts'
import { taskEvents } from '../../core/case/task-events.ts'
import { asOfNow } from '../case-now.ts'
import type { Statement } from '../db/pool.ts'
import { read, readAll } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import { foldCase } from '../fold-case.ts'
import { contextOf } from '../handle-command.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectFacts } from '../trail/read.ts'
import { taskEntry } from './decisions.ts'
import { isLate } from './owed.ts'

type Row = Pick<TaskView, 'id' | 'kind' | 'number' | 'ordinal' | 'since' | 'due'> & { readonly caseId: string }

const acts = ['answer-task', 'dispute-task', 'mediate-task', 'arbitrate-task'] as const

/** The row by which a task concerns a person; undefined for everybody else. */
export async function taskOf(house: House, person: string, id: string): Promise<Row | undefined> {
  const text = `select id, case_id as "caseId", kind, number, ordinal, since, due from owed
    where id = $1 and person_id = $2 and kind in ('task', 'mediation', 'arbitration')`
  const [row] = await read<Row>(house.pool, { person }, { name: 'task-row', text, values: [id, person] })
  return row
}

/**
 * A task with its record, for whom it concerns; undefined for everybody else. Of the case only the facts about this task
 * are opened. The reading is written down.
 */
export async function readTask(
  house: House,
  organisation: Organisation,
  person: string,
  id: string,
): Promise<TaskView | undefined> {
  const row = await taskOf(house, person, id)
  if (!row) return undefined
  const { caseId, ...shown } = row
  // Whose row it is was decided above: from here on the case is opened as it is to its complainant.
  const scope = { person: '', caseId }
  const statements = [selectFacts(caseId), selectOwnBoxes(caseId, row.ordinal), logReading(house, person, caseId)]
  const [facts, boxes] = await readAll<[ToldFact, LockedBox]>(house.pool, scope, statements)
  const own = facts.filter(({ type, data }) => type in taskEvents && data.task === row.ordinal)
  const opened = openBoxes(boxes, house.ring)
  const { state, ...base } = await asOfNow(house, foldCase(facts))
  const caller = { kind: 'concerned', id: person, task: row.ordinal } as const
  const context = contextOf(organisation, { caller }, { ...base, state }, state.unit)
  return {
    ...shown,
    late: isLate(house, row.due),
    unit: state.tasks.find(({ number }) => number === row.ordinal)?.unit ?? state.unit,
    entries: own.map((fact) => taskEntry({ fact, data: openData(fact, opened) }, organisation)),
    acts: acts.filter((name) => {
      const command = commandNamed(name)
      return command && !whyNot(command, context)
    }),
  }
}

/** The boxes of the facts about one task, each with its key. */
function selectOwnBoxes(caseId: string, task: number): Statement {
  const text = `select s.version, s.holder, s.box, k.epoch, k.wrapped, s.stream_id
    from fact f join sealed s on s.stream_id = f.stream_id and s.version = f.version
      join data_key k on k.stream_id = s.stream_id and k.holder = s.holder
    where f.stream_id = $1 and f.type = any($2) and (f.data->>'task')::int = $3`
  return { name: 'task-boxes', text, values: [caseId, Object.keys(taskEvents), task] }
}

function logReading({ now }: House, person: string, caseId: string): Statement {
  const text = 'insert into read_log (id, at, person_id, what, case_ids) values ($1, $2, $3, $4, $5)'
  return { name: 'log-task', text, values: [randomUUIDv7(), now(), person, 'task', [caseId]] }
}
