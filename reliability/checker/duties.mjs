/**
 * The duties of one case, folded from its facts by rules written down here anew: each started once, warned of in order,
 * missed once and only after its due moment, met once, and never late without the breach before it. Where a duty runs
 * in calendar hours or minutes its due moment is computed from its start.
 */
export function checkDuties({ id, facts }, find) {
  const duties = new Map()
  let recomputed = 0
  for (const fact of facts) {
    const at = { stream: id, version: fact.version }
    const wrong = (text) => find('duty', `${fact.type}${nameIn(fact.data)}: ${text}`, at)
    if (fact.origin === 'human' || fact.origin === 'import') checkTimePassed(duties, fact, wrong)
    if (typeof fact.data.duty === 'string') recomputed += applyFact(duties, fact, wrong)
  }
  return { nextCheck: nextCheckOf(duties), recomputed }
}

const nameIn = ({ regime, duty, round }) => (duty ? ` (${regime} ${duty} ${round})` : '')

/** Time passes before every act: what was due before it has been missed before it. */
function checkTimePassed(duties, { occurredAt }, wrong) {
  for (const [name, duty] of duties)
    if (duty.status === 'running' && duty.due < occurredAt) wrong(`${name} was due before and is not missed`)
}

/** @returns how many due moments were recomputed: 0 or 1 */
function applyFact(duties, fact, wrong) {
  const { regime, duty, round } = fact.data
  const name = `${regime} ${duty} ${round}`
  const known = duties.get(name)
  if (fact.type === 'ObligationStarted' || fact.type === 'ObligationUnknown') {
    if (known) wrong('started already')
    // The rounds of promises, tasks and acts are their numbers, and not every one of them has every duty.
    const counts = fact.data.of === undefined
    if (counts && round > 1 && !duties.has(`${regime} ${duty} ${round - 1}`)) wrong('the round before it is missing')
    duties.set(name, startedBy(fact))
    return checkDue(fact.data.start, fact.data, wrong)
  }
  if (!known) {
    wrong('never started')
    return 0
  }
  changes[fact.type]?.(known, fact, wrong)
  return fact.type === 'ObligationResumed' ? 1 : 0
}

function startedBy({ type, data }) {
  const { due, allowance, warnings = [] } = data
  return { due, allowance, warnings, warned: 0, status: type === 'ObligationUnknown' ? 'unknown' : 'running' }
}

const changes = {
  ObligationWarned(duty, { data, occurredAt }, wrong) {
    const next = duty.warnings[duty.warned]
    if (duty.status !== 'running' && duty.status !== 'missed') wrong(`it is ${duty.status}`)
    if (next?.step !== data.step || next.at !== data.at) wrong(`the next warning is ${next?.step ?? 'none'}`)
    if (occurredAt !== data.at) wrong('it does not stand at its moment')
    duty.warned += 1
  },
  ObligationMissed(duty, { data, occurredAt, origin, recordedAt }, wrong) {
    if (duty.status !== 'running') wrong(`it is ${duty.status}`)
    if (data.due !== duty.due) wrong('another due moment than its own')
    if (occurredAt <= duty.due || recordedAt <= duty.due) wrong('it was not due yet')
    if (origin === 'time' && occurredAt !== plus(duty.due, 1)) wrong('it does not stand a millisecond after due')
    duty.status = 'missed'
  },
  ObligationMet(duty, { data }, wrong) {
    const late = duty.status !== 'paused' && data.at > duty.due
    if (!['running', 'paused', 'missed'].includes(duty.status)) wrong(`it is ${duty.status}`)
    if (data.late !== late) wrong(late ? 'late and not said so' : 'in time and called late')
    if (late && duty.status !== 'missed') wrong('late without the breach before it')
    duty.status = 'met'
  },
  ObligationPaused(duty, { data }, wrong) {
    if (duty.status !== 'running') wrong(`it is ${duty.status}`)
    const left = Date.parse(duty.due) - Date.parse(data.at)
    if (plainMilliseconds(duty.allowance) !== undefined && data.remaining !== left) wrong(`${left} ms are left`)
    Object.assign(duty, { status: 'paused', remaining: data.remaining })
  },
  ObligationResumed(duty, { data }, wrong) {
    if (duty.status !== 'paused') wrong(`it is ${duty.status}`)
    const due = plus(data.at, duty.remaining)
    if (plainMilliseconds(duty.allowance) !== undefined && data.due !== due) wrong(`it is due at ${due}`)
    Object.assign(duty, { status: 'running', due: data.due, warnings: data.warnings, warned: 0 })
  },
  ExtensionGranted(duty, { data }, wrong) {
    if (duty.status !== 'running') wrong(`it is ${duty.status}`)
    Object.assign(duty, { due: data.due, warnings: data.warnings, warned: 0 })
  },
  ObligationMoved(duty, { data, recordedAt }, wrong) {
    if (duty.allowance.startsWith('until ')) wrong('what was promised is moved')
    if (duty.status !== 'running') wrong(`it is ${duty.status}`)
    if (data.from !== duty.due) wrong('another due moment than its own')
    if (data.due <= recordedAt) wrong('it is moved into the past')
    Object.assign(duty, { due: data.due, warnings: data.warnings, warned: 0 })
  },
  ObligationCancelled(duty, _fact, wrong) {
    if (['met', 'cancelled', 'unknown'].includes(duty.status)) wrong(`it is ${duty.status}`)
    // A breach is never taken back; what falls away are the warnings that were still to come.
    if (duty.status === 'missed') duty.warned = duty.warnings.length
    else duty.status = 'cancelled'
  },
}

function checkDue(start, { allowance, due }, wrong) {
  const [, promised] = /^until (.+)$/.exec(allowance) ?? []
  if (promised !== undefined && due !== promised) wrong(`${promised} was promised, and it is due ${due}`)
  const length = plainMilliseconds(allowance)
  if (length === undefined) return 0
  const wanted = plus(start, length)
  if (due !== wanted) wrong(`${allowance} from ${start} end at ${wanted}, not at ${due}`)
  return 1
}

/** The length of an allowance in hours or minutes of the calendar; undefined for one that needs a calendar. */
function plainMilliseconds(allowance) {
  const [, amount, unit] = /^(\d+) ?(?:calendar[ -])?(min|minutes?|h|hours?)$/.exec(allowance) ?? []
  if (amount === undefined) return undefined
  return Number(amount) * (unit.startsWith('min') ? 60_000 : 3_600_000)
}

/** When the clock has to look at the case again, as its row should say. */
function nextCheckOf(duties) {
  const moments = [...duties.values()].flatMap(({ status, due, warnings, warned }) => {
    if (status !== 'running' && status !== 'missed') return []
    const told = warnings.slice(warned).map((warning) => warning.at)
    return status === 'running' ? [...told, plus(due, 1)] : told
  })
  return moments.sort()[0] ?? 'infinity'
}

function plus(moment, milliseconds) {
  return new Date(Date.parse(moment) + milliseconds).toISOString()
}
