#!/usr/bin/env node
// Tells whether a store kept what it promised. Shares no code with the product: its own SQL, its own canonical form and
// hashes, its own reading of duties. Needs Node 20 or newer and `pg`.
//
//   node reliability/checker.mjs --database URL [--log FILE] [--clock-within SECONDS]
//
// --database      whose role reads every row: the owner or a superuser; a password in PGPASSWORD is not seen by others
// --log           what the clients were told; without it only the store itself is checked
// --clock-within  no case may have waited longer than this for its clock; only sensible while the product runs
//
// Prints {ok, findings: [{kind, text, stream?, version?, key?}], counted}; ends with 0, 1 (findings), 2 (could not look).
import { parseArgs } from 'node:util'
import pg from 'pg'
import { checkAcknowledged, noteActs, readLog } from './checker/acknowledged.mjs'
import { checkDuties } from './checker/duties.mjs'
import { checkRows } from './checker/rows.mjs'
import { casesLeftBehind, storedAnswers, streamsOf } from './checker/stored.mjs'
import { checkChain, checkSeals } from './checker/trail.mjs'

const most = 200

try {
  const { database, log, 'clock-within': within } = options()
  const { findings, counted } = await check(database, log, within)
  const shown = findings.slice(0, most)
  process.stdout.write(`${JSON.stringify({ ok: findings.length === 0, findings: shown, counted })}\n`)
  process.exitCode = findings.length === 0 ? 0 : 1
} catch (error) {
  process.stderr.write(`checker: ${error.message}\n`)
  process.exitCode = 2
}

function options() {
  const text = { type: 'string' }
  const { values } = parseArgs({ options: { database: text, log: text, 'clock-within': text } })
  if (!values.database) throw new Error('--database URL is needed')
  return values
}

async function check(database, log, within) {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await assertSeesAll(client)
    return await checkStore(client, log && (await readLog(log)), within)
  } finally {
    await client.end()
  }
}

/** A role that row-level security holds back would find nothing wrong with what it does not see. */
async function assertSeesAll(client) {
  const text = `select row_security_active('fact') or row_security_active('case_row') or row_security_active('sealed') as held`
  if ((await client.query(text)).rows[0].held) throw new Error('this role does not see every row')
}

async function checkStore(client, asked, within) {
  const findings = []
  const find = (kind, text, at = {}) => void findings.push({ kind, text, ...at })
  const acts = new Map()
  const counted = { streams: 0, cases: 0, facts: 0, boxes: 0, duesRecomputed: 0, missed: 0 }
  for await (const stream of streamsOf(client)) {
    checkStream(stream, counted, find)
    noteActs(acts, stream)
  }
  if (asked) checkAcknowledged(asked, acts, await storedAnswers(client), find)
  const behind = within === undefined ? 0 : await casesLeftBehind(client, Number(within))
  if (behind > 0) find('clock-behind', `${behind} cases wait for their clock for more than ${within} s`)
  return { findings, counted: { ...counted, ...(asked && countAsked(asked)) } }
}

function checkStream(stream, counted, find) {
  checkChain(stream, find)
  checkSeals(stream, find)
  const { nextCheck, recomputed } = checkDuties(stream, find)
  checkRows(stream, nextCheck, find)
  counted.streams += 1
  counted.cases += stream.row ? 1 : 0
  counted.facts += stream.facts.length
  counted.boxes += stream.boxes.length
  counted.duesRecomputed += recomputed
  counted.missed += stream.facts.filter(({ type }) => type === 'ObligationMissed').length
}

function countAsked(asked) {
  const all = [...asked.values()]
  const acknowledged = all.filter(({ receipts }) => receipts.length > 0)
  const registered = acknowledged.filter(({ attempt }) => attempt?.command === 'register').length
  const refused = all.filter((one) => one.refused && one.receipts.length === 0).length
  const open = all.length - acknowledged.length - refused
  return { attempts: all.length, acknowledged: acknowledged.length, registered, refused, neverAnswered: open }
}
