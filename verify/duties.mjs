/**
 * The duties of a case by its facts alone, each as it ended: `{regime, duty, round, start, due, state, at?, by}`; `by` are
 * the versions of the facts that say so. Faults are facts that contradict each other. What was promised is due at the
 * moment that the promise names, and nothing moves it.
 */
export function dutiesOf(facts) {
  const [duties, faults, promises] = [new Map(), [], new Map()]
  for (const { type, version, data } of facts) {
    if (type === 'PromiseMade') promises.set(data.promise, data.until)
    const take = takers[type]
    if (!take || !('duty' in data)) continue
    const name = `${data.regime} ${data.duty} ${data.round}`
    const one = duties.get(name) ?? { regime: data.regime, duty: data.duty, round: data.round, state: 'none', by: [] }
    duties.set(name, one)
    const kept = one.promised === undefined || one.promised === (data.due ?? one.promised)
    if (take(one, data, promises) === false || !kept)
      faults.push({ what: 'duty-contradicts', version, duty: data.duty })
    one.by.push(version)
  }
  return { duties: [...duties.values()].map(({ promised, ...one }) => one), faults }
}

/** What each fact makes of a duty; false where it cannot be true beside those before it. */
const takers = {
  ObligationStarted: (one, { start, due, round, of, allowance }, promises) => {
    const isNew = one.state === 'none'
    const until = /^until (.+)$/.exec(allowance)?.[1]
    Object.assign(one, { start, due, state: 'running', ...(until !== undefined && { promised: until }) })
    const asPromised = until === undefined || (until === due && (of !== 'promise' || promises.get(round) === due))
    return isNew && start <= due && asPromised
  },
  ObligationUnknown: (one, { start, due }) => void Object.assign(one, { start, due, state: 'unknown' }),
  ObligationPaused: (one) => {
    const ran = one.state === 'running'
    one.state = 'paused'
    return ran
  },
  ObligationResumed: (one, { due }) => {
    const paused = one.state === 'paused'
    Object.assign(one, { due, state: 'running' })
    return paused
  },
  ObligationMoved: (one, { from, due }) => {
    const fits = from === one.due
    one.due = due
    return fits
  },
  ExtensionGranted: (one, { due }) => {
    const longer = due >= one.due
    one.due = due
    return longer
  },
  ObligationMissed: (one, { due }) => {
    const fits = due === one.due && one.state === 'running'
    one.state = 'missed'
    return fits
  },
  ObligationMet: (one, { at, late }) => {
    const fits = late === at > one.due
    Object.assign(one, { at, state: late ? 'met-late' : 'met' })
    return fits
  },
  ObligationCancelled: (one) => {
    if (one.state !== 'missed') one.state = 'cancelled'
    return true
  },
}
