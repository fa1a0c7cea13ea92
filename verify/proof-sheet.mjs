/**
 * Holds a proof sheet against the facts: that it speaks of this case up to its last fact, and of each duty says what the
 * facts say, by facts that are there.
 *
 * @param duties what the facts alone say (duties.mjs)
 */
export function proofSheetFaults(sheet, { caseId, number }, facts, duties) {
  const isOfCase = sheet.case === caseId && sheet.number === number && sheet.head === facts.at(-1)?.hash
  const hashes = new Map(facts.map(({ version, hash }) => [version, hash]))
  const told = new Map(sheet.duties.map((duty) => [nameOf(duty), duty]))
  const missing = duties.filter((duty) => !told.has(nameOf(duty)))
  const wrong = sheet.duties.filter(
    (duty) =>
      !isTrue(
        duty,
        duties.find((one) => nameOf(one) === nameOf(duty)),
        sheet.asOf,
        hashes,
      ),
  )
  const named = [...missing, ...wrong].map(({ duty }) => ({ what: 'proof-differs', duty }))
  return isOfCase ? named : [{ what: 'proof-of-other' }, ...named]
}

function nameOf({ regime, duty, round }) {
  return `${regime} ${duty} ${round}`
}

function isTrue({ started, due, outcome }, fact, asOf, hashes) {
  const cited = [started, outcome.fact, outcome.by, outcome.breach].filter((one) => one !== null)
  if (cited.some(({ version, hash }) => hashes.get(version) !== hash)) return false
  // What the clock has brought about since the last fact stands in no fact yet.
  if (!fact) return started === null
  const overdue = fact.state === 'running' && outcome.status === 'missed' && outcome.breach === null && fact.due < asOf
  return due === fact.due && (outcome.status === fact.state || overdue)
}
