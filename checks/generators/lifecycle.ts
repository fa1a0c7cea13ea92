import { allCommands } from '../../core/case/commands.ts'
import { type CaseEvent, caseEvents } from '../../core/case/events.ts'
import { evolve } from '../../core/case/evolve.ts'
import { type CaseState, nothingYet, type Stage, stages } from '../../core/case/state.ts'

/** Stands for whatever a fact may hold: a list without members, or a value without properties. */
const anything: unknown = new Proxy(() => '', {
  get: (_target, key) =>
    key === 'map' || key === 'filter' ? () => [] : key === Symbol.toPrimitive ? () => '' : anything,
})

const at = '2026-01-01T00:00:00.000Z'

/**
 * The life of a complaint as a Mermaid diagram and a table: which facts move it from stage to stage, found by folding
 * each kind of fact in each stage, and which commands each stage knows.
 *
 * @returns the whole file
 */
export async function lifecycle(): Promise<string> {
  const moves = stages.flatMap((stage) => Object.keys(caseEvents).flatMap((type) => moveBy(type, stage)))
  const table = stages.map(
    (stage) =>
      `| ${stage} | ${allCommands.flatMap((one) => (one.stages.includes(stage) ? [one.name] : [])).join(', ')} |`,
  )
  return [
    '# The life of a complaint',
    '',
    'Made from the fold and the commands; do not edit.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> intake: CaseRegistered',
    ...[...new Set(moves)].sort(),
    '```',
    '',
    '| stage | commands |',
    '| --- | --- |',
    ...table,
    '',
  ].join('\n')
}

function moveBy(type: string, stage: Stage): string[] {
  if (type === 'CaseRegistered' || !mayHappenIn(type, stage)) return []
  const before: CaseState = { ...nothingYet, exists: true, stage, status: stage === 'archive' ? 'closed' : 'open' }
  const after = evolve(before, { event: eventOf(type), origin: 'human', occurredAt: at, by: '' })
  const [from, to] = [nameOf(before), nameOf(after)]
  return from === to ? [] : [`  ${from} --> ${to}: ${type}`]
}

/** A fact happens only where a command that can write it may run; the fold itself takes it anywhere. */
function mayHappenIn(type: string, stage: Stage): boolean {
  return allCommands.some((one) => one.stages.includes(stage) && String(one.decide).includes(`'${type}'`))
}

function nameOf({ stage, status }: CaseState): string {
  return stage === 'archive' ? status : stage
}

/** A fact of a kind that grants whatever it decides. */
function eventOf(type: string): CaseEvent {
  return new Proxy({ type, granted: true } as unknown as CaseEvent, {
    get: (target, key) => (key in target ? target[key as keyof CaseEvent] : anything),
    has: (target, key) => key in target,
  })
}
