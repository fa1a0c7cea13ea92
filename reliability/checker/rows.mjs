/** The rows beside the facts say what the facts say: nothing stands in them that did not happen, and nothing is missing. */
export function checkRows(stream, nextCheck, find) {
  const { id, facts, row, code, organisation } = stream
  const at = { stream: id, version: facts.length }
  if (facts.length === 0) return find('no-facts', 'rows that no fact stands behind', at)
  if (organisation) return checkOrganisation(stream, find)
  const [first] = facts
  if (first.stream === 'improvement') return checkImprovement(stream, find)
  if (first.stream !== 'case') return find('no-row', `a stream of "${first.stream}" without its row`, at)
  if (!row) return find('no-row', 'the facts of a case without its row', at)
  if (first.type !== 'CaseRegistered') return find('no-registration', `begins with ${first.type}`, at)
  if (code?.receipt !== first.data.receipt) find('no-query-code', 'the query code of the receipt is not there', at)
  const wanted = { ...columnsOf(facts), next_check_at: nextCheck }
  for (const [name, value] of Object.entries(wanted))
    if (row[name] !== value) find('row-differs', `case_row.${name} is ${row[name]}, the facts say ${value}`, at)
  const [walled, told] = [stream.walled.join(' '), walledBy(facts).join(' ')]
  if (walled !== told) find('row-differs', `walled off from "${walled}", the facts say "${told}"`, at)
  const [kept, asked] = [stream.asked.map(requestOf).join(), askedBy(facts).map(requestOf).join()]
  if (kept !== asked) find('row-differs', `statements asked are "${kept}", the facts say "${asked}"`, at)
}

/** From whom the facts wall a case off: who is complained of, and who is recused. */
function walledBy(facts) {
  const [named, recused] = [new Set(), new Set()]
  for (const { type, data } of facts) {
    if (type === 'RespondentNamed') named.add(data.staff)
    if (type === 'RespondentCleared') named.delete(data.staff)
    if (type === 'RecusalDeclared') recused.add(data.staff)
    if (type === 'RecusalLifted') recused.delete(data.staff)
  }
  return [...new Set([...named, ...recused])].sort()
}

function checkOrganisation({ id, facts, organisation }, find) {
  if (organisation.version !== facts.at(-1).version)
    find('row-differs', `organisation.version is ${organisation.version}`, { stream: id, version: facts.length })
}

/** What each kind of fact makes of a rectification. */
const standings = {
  RectificationOrdered: 'ordered',
  RectificationReported: 'reported',
  RectificationReturned: 'returned',
  RectificationAccepted: 'accepted',
  RectificationCancelled: 'cancelled',
}

function checkImprovement({ id, facts, improvement: row }, find) {
  const at = { stream: id, version: facts.length }
  if (!row) return find('no-row', 'the facts of a rectification without its row', at)
  const [{ data: ordered }] = facts
  const wanted = {
    number: `${ordered.number}-R${ordered.ordinal}`,
    unit_id: ordered.unit,
    owner: ordered.owner,
    status: standings[facts.findLast(({ type }) => type in standings).type],
    overdue: isOverdue(facts),
    version: facts.at(-1).version,
    turns: facts.filter(isHuman).length,
  }
  for (const [name, value] of Object.entries(wanted))
    if (row[name] !== value) find('row-differs', `improvement_row.${name} is ${row[name]}, the facts say ${value}`, at)
}

/** A day that was set anew has not been overrun yet. */
function isOverdue(facts) {
  const last = facts.findLast(({ type, data }) => type === 'RectificationOverdue' || data.until !== undefined)
  return last?.type === 'RectificationOverdue'
}

function isHuman({ origin }) {
  return origin === 'human' || origin === 'import'
}

/** The columns of a case that follow from its facts by themselves. */
function columnsOf(facts) {
  const [{ data: registered }] = facts
  const { number, kind, channel, submittedAt } = registered
  const columns = { number, kind, channel, received_at: submittedAt, unit_id: registered.unit, handler: null }
  for (const { type, data } of facts) {
    if (type === 'CaseForwarded') Object.assign(columns, { unit_id: data.to, handler: null })
    if ((type === 'RespondentNamed' || type === 'RecusalDeclared') && data.staff === columns.handler)
      columns.handler = null
    if (type === 'CaseAssigned') Object.assign(columns, { unit_id: data.unit, handler: data.handler })
  }
  const turns = facts.filter(isHuman).length
  return { ...columns, version: facts.at(-1).version, turns }
}

/** What respondents were asked by the facts, and whether they answered. */
function askedBy(facts) {
  const given = new Set(facts.filter(({ type }) => type === 'StatementGiven').map(({ data }) => data.ordinal))
  const asked = facts.filter(({ type }) => type === 'StatementAsked')
  return asked.map(({ data: { ordinal, staff } }) => ({ ordinal, person_id: staff, given: given.has(ordinal) }))
}

function requestOf({ ordinal, person_id, given }) {
  return `${ordinal} ${person_id} ${given}`
}
