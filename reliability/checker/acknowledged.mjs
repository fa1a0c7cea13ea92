import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { canonical } from './canonical.mjs'

/**
 * The log that a client keeps on its side, a JSON object per line, and fsyncs before its next request:
 * - `{what: 'attempt', key, command, case?, expect: {type, data}}` before a request is sent for the first time; `expect`
 *   is the fact that it brings about, with values that stand in it in the clear;
 * - `{what: 'ack', key, receipt: {id, number, turns, version}}` when it was answered with a receipt;
 * - `{what: 'no', key, code}` when it was refused for good.
 *
 * @param {string} file
 * @returns {Promise<Map<string, {attempt?: object, receipts: object[], refused?: string}>>} by request key
 */
export async function readLog(file) {
  const asked = new Map()
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    const entry = line && JSON.parse(line)
    if (!entry) continue
    const known = asked.get(entry.key) ?? { receipts: [] }
    asked.set(entry.key, known)
    if (entry.what === 'attempt') known.attempt = entry
    if (entry.what === 'ack') known.receipts.push(entry.receipt)
    if (entry.what === 'no') known.refused = entry.code
  }
  return asked
}

/** Notes, stream by stream, which acts of people are stored under which request. @returns by request key */
export function noteActs(acts, { id, facts }) {
  let turns = 0
  const facing = new Map()
  for (const fact of facts.filter((one) => one.stream === 'case')) {
    const human = fact.origin === 'human' || fact.origin === 'import'
    if (human) turns += 1
    const batch = facing.get(fact.requestId) ?? { id, human: [], last: 0, turns: 0, number: facts[0].data.number }
    // What a door wrote down nobody asked for over HTTP.
    if (human && !(fact.byKind === 'system' && fact.byId === 'mail'))
      batch.human.push({ type: fact.type, data: fact.data, version: fact.version })
    facing.set(fact.requestId, Object.assign(batch, { last: fact.version, turns }))
  }
  for (const [key, batch] of facing) if (batch.human.length > 0) acts.set(key, [...(acts.get(key) ?? []), batch])
}

/** What the clients were told against what is stored: acknowledged once, otherwise once or not at all, refused never. */
export function checkAcknowledged(asked, acts, answers, find) {
  for (const [key, { attempt, receipts, refused }] of asked) {
    const stored = acts.get(key) ?? []
    const at = { key, ...(receipts[0] && { stream: receipts[0].id }) }
    if (stored.length > 1) find('stored-twice', `one request is stored in ${stored.length} cases`, at)
    if (refused && receipts.length === 0 && stored.length > 0) find('refused-and-stored', refused, at)
    for (const batch of stored) checkBatch(attempt, batch, find, key)
    for (const receipt of receipts) checkReceipt(receipt, stored, answers.get(key) ?? [], find, at)
  }
  // An answer by mail nobody asked for over HTTP: its request is that of the door.
  const isMail = (key) => (answers.get(key) ?? []).some(({ scope }) => scope === 'door')
  for (const [key, stored] of acts)
    if (!asked.has(key) && !isMail(key))
      find('never-asked-for', 'nobody sent this request', { key, stream: stored[0].id })
}

/** One request is one batch of facts without a gap, and the one that was asked for. */
function checkBatch(attempt, { id, human }, find, key) {
  const at = { key, stream: id, version: human[0].version }
  const gap = human.some((fact, index) => fact.version !== human[0].version + index)
  if (gap) find('stored-twice', 'the acts of one request stand apart', at)
  const of = human.filter((fact) => fact.type === attempt?.expect.type)
  if (of.length > 1) return find('stored-twice', `${of[0].type} stands ${of.length} times`, at)
  if (of.length === 0) return find('other-act', `${attempt?.expect.type} does not stand there`, at)
  for (const [name, value] of Object.entries(attempt.expect.data ?? {}))
    if (canonical(of[0].data[name] ?? null) !== canonical(value)) find('other-act', `${name} is not ${value}`, at)
  if (attempt.case !== undefined && attempt.case !== id) find('other-act', 'it stands in another case', at)
}

function checkReceipt(receipt, stored, answers, find, at) {
  if (stored.length === 0) return find('acknowledged-and-lost', `case ${receipt.number}`, at)
  const [{ id, last, turns, number }] = stored
  const told = { id: receipt.id, number: receipt.number, turns: receipt.turns, version: receipt.version }
  for (const [name, value] of Object.entries({ id, number, turns, version: last }))
    if (told[name] !== value) find('other-receipt', `${name} was ${told[name]}, stored is ${value}`, at)
  if (answers.length !== 1) return find('answer-lost', `the answer is kept ${answers.length} times`, at)
  for (const [name, value] of Object.entries(told))
    if (answers[0].answer[name] !== value) find('other-receipt', `the kept answer says another ${name}`, at)
}
