import type { CasePageView } from '../../api/cases.ts'

type Duty = CasePageView['obligations'][number]
type Task = CasePageView['tasks'][number]
type StartView = Pick<
  CasePageView,
  'regimes' | 'proposal' | 'circumstances' | 'promises' | 'tasks' | 'crisis' | 'report'
> & {
  readonly row: Pick<CasePageView['row'], 'unit' | 'channel'>
  readonly obligations: readonly Pick<Duty, 'regime' | 'duty' | 'extendTo' | 'asked'>[]
}

/** What a form starts with: what the case already says. */
export function startOf(command: string, view: StartView): Record<string, unknown> {
  const { row, regimes, circumstances } = view
  if (command === 'classify') return { axes: regimes[0]?.axes ?? {} }
  if (['assign', 'decide-liability', 'split'].includes(command)) return { unit: row.unit }
  if (command === 'record-circumstances') return { ...circumstances }
  if (command === 'ask-extension') return onlyExtendable(view)
  if (command === 'add-evidence') return { kind: 'electronic' }
  if (command === 'propose') return { lines: proposedLines(view) }
  if (command === 'open-task') return {}
  if (command === 'sign-report') return { ...versionRead(view), ...onlyRole(view) }
  if (command === 'refuse-signature') return versionRead(view)
  if (command === 'plan') return { lines: [{ kind: 'question' }] }
  if (command === 'change-plan') return { state: 'done' }
  return { channel: row.channel, ...theOnly(command, view) }
}

/** The tasks with which a command can do something. */
export function fittingTasks(command: string, tasks: readonly Task[]): readonly Task[] {
  return tasks.filter(({ status }) => fitting[command]?.includes(status))
}

const fitting: Readonly<Record<string, readonly Task['status'][]>> = {
  'answer-task': ['asked'],
  'dispute-task': ['asked', 'answered'],
  'mediate-task': ['in-mediation'],
  'arbitrate-task': ['in-arbitration'],
  'close-task': ['asked', 'answered', 'agreed', 'decided'],
}

/** What a command is about where there is only one such thing. */
function theOnly(command: string, { promises, tasks, crisis }: StartView): Record<string, unknown> {
  const one = (found: readonly { number: number }[]) => (found.length === 1 ? found[0]?.number : undefined)
  return {
    task: one(fittingTasks(command, tasks)),
    promise: one(promises.filter(({ status }) => status === 'open')),
    act: one((crisis?.acts ?? []).filter(({ reported }) => !reported)),
  }
}

/** The running duties that can be given more time, and for which nobody has asked yet. */
export function extendablesOf<T extends Pick<Duty, 'extendTo' | 'asked'>>(
  obligations: readonly T[],
): (T & { readonly extendTo: string })[] {
  return obligations.flatMap((one) =>
    one.extendTo !== null && one.asked === null ? [{ ...one, extendTo: one.extendTo }] : [],
  )
}

/** What is signed is the version that stands beside the form. */
function versionRead({ report: { current } }: StartView): Record<string, unknown> {
  return current ? { version: current.version } : {}
}

function onlyRole({ report: { mine } }: StartView): Record<string, unknown> {
  return mine.length === 1 ? { role: mine[0] } : {}
}

function onlyExtendable({ obligations }: StartView): Record<string, unknown> {
  const [one, ...others] = extendablesOf(obligations)
  return one && others.length === 0 ? { regime: one.regime, duty: one.duty } : {}
}

/** A proposal that was sent back is gone on with. */
function proposedLines({ proposal }: StartView): Record<string, unknown>[] {
  if (proposal?.status !== 'returned') return [{ kind: 'apology' }]
  return proposal.lines.map(({ kind, amount, what, until }) => ({
    kind,
    amount: amount ?? undefined,
    what: what ?? '',
    until: until ?? undefined,
  }))
}
