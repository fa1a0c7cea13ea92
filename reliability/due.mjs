#!/usr/bin/env node
// Asks `huiyin due --batch` random questions in twelve time zones of the host and holds every answer against an oracle
// that shares no code with it.
//
//   node reliability/due.mjs [--rows N] [--seed N] [--zones N]
//
// Prints {ok, rows, zones, differences, first, seconds: {zone: s}}; ends with 0, or 1 where an answer differs.
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { oracle, readCalendar } from './due/oracle.mjs'
import { questions } from './due/questions.mjs'

const hostZones = [
  ...['UTC', 'Asia/Shanghai', 'Asia/Kolkata', 'Asia/Kathmandu', 'Europe/London', 'Europe/Berlin', 'America/New_York'],
  ...['America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Africa/Casablanca'],
]
const huiyin = fileURLToPath(new URL('../cli/huiyin', import.meta.url))
const kept = 20

const { rows, seed, zones } = options()
const folder = await mkdtemp(join(tmpdir(), 'huiyin-due-'))
try {
  const report = await compare(join(folder, 'questions.jsonl'))
  process.stdout.write(`${JSON.stringify(report)}\n`)
  process.exitCode = report.ok ? 0 : 1
} finally {
  await rm(folder, { recursive: true })
}

function options() {
  const number = (value) => ({ type: 'string', default: String(value) })
  const { values } = parseArgs({
    options: { rows: number(1_000_000), seed: number(1), zones: number(hostZones.length) },
  })
  return { rows: Number(values.rows), seed: Number(values.seed), zones: hostZones.slice(0, Number(values.zones)) }
}

async function compare(file) {
  const expected = await ask(file)
  const [seconds, first] = [{}, []]
  let differences = 0
  for (const zone of zones) {
    const begun = performance.now()
    let row = 0
    for await (const line of answersIn(zone, file)) {
      const why = differs(JSON.parse(line), expected, row++)
      if (why && differences++ < kept) first.push({ zone, row, ...why })
    }
    if (row !== rows) throw new Error(`${row} answers to ${rows} questions`)
    seconds[zone] = Math.round((performance.now() - begun) / 100) / 10
  }
  return { ok: differences === 0, rows, zones: zones.length, differences, first, seconds }
}

/** Writes the questions down, and what the oracle answers. */
async function ask(file) {
  const answer = oracle(readCalendar(new URL('../calendars/cn/', import.meta.url)))
  const [due, provisional, asked] = [new Float64Array(rows), new Uint8Array(rows), createWriteStream(file)]
  let row = 0
  for (const question of questions(rows, seed)) {
    const one = answer(question)
    due[row] = one.due
    provisional[row++] = one.provisional ? 1 : 0
    if (!asked.write(`${JSON.stringify(question)}\n`)) await new Promise((go) => asked.once('drain', go))
  }
  asked.end()
  await finished(asked)
  return { due, provisional }
}

function differs({ due, provisional, steps, problem }, expected, row) {
  const same = Date.parse(due) === expected.due[row] && provisional === (expected.provisional[row] === 1)
  if (same && steps.length >= 2) return undefined
  const oracleSays = { due: new Date(expected.due[row]).toISOString(), provisional: expected.provisional[row] === 1 }
  return { productSays: problem ?? { due, provisional }, oracleSays }
}

function answersIn(zone, file) {
  const options = { env: { ...process.env, TZ: zone }, stdio: ['ignore', 'pipe', 'inherit'] }
  const child = spawn('sh', [huiyin, 'due', '--batch', file, '--json'], options)
  return createInterface({ input: child.stdout })
}
