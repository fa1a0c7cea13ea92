#!/usr/bin/env node
// Verifies case dossiers and receipts offline. Plain JavaScript for Node 20 or newer; no network, no database, no code of the product.
//
//   node verify/cli.mjs DOSSIER.zip|RECEIPT.json … [--key KEY or its file] [--lang zh|en] [--json]
//
// --json prints one line for each file. Ends with 0 where all of them hold, 1 where one does not, 2 where it could not look.
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Damaged } from './damaged.mjs'
import { checkDossier } from './dossier.mjs'
import { keyOf } from './note.mjs'
import { checkReceipt } from './receipt.mjs'
import { failed, receiptHeld, sayIn } from './told.mjs'
import { words } from './words.mjs'
import { openArchive } from './zip.mjs'

const { values, positionals } = argumentsOf()
const lang = values.lang ?? (new Intl.DateTimeFormat().resolvedOptions().locale.startsWith('zh') ? 'zh' : 'en')
const say = sayIn(words[lang] ? lang : 'en')

if (positionals.length === 0 || !words[lang]) end(2, [words.zh.usage, words.en.usage])
else run()

function argumentsOf() {
  const text = { type: 'string' }
  try {
    return parseArgs({ options: { key: text, lang: text, json: { type: 'boolean' } }, allowPositionals: true })
  } catch {
    return { values: {}, positionals: [] }
  }
}

function run() {
  const key = values.key && keyOf(existsSync(values.key) ? readFileSync(values.key, 'utf8') : values.key)
  if (values.key && !key) return end(2, [say('no-key')])
  for (const name of positionals) judge(name, key || undefined)
}

function judge(name, key) {
  const begin = beginOf(name)
  if (begin === undefined) return end(2, [say('unreadable', { name })])
  try {
    const isReceipt = begin === '{'
    const { findings, told } = isReceipt ? checkReceipt(readFileSync(name, 'utf8'), key) : judgeDossier(name, key)
    if (values.json) return end(findings.length > 0 ? 1 : 0, [JSON.stringify(summaryOf(findings, told))])
    if (findings.length > 0) return end(1, failed(say, findings, told))
    return end(0, isReceipt ? receiptHeld(say, told, key !== undefined) : held(told))
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
    const { message: what, detail } = error
    if (values.json) return end(1, [JSON.stringify({ ok: false, findings: [{ what, ...detail }] })])
    return end(1, [say('refused'), `  ${say(what, detail)}`])
  }
}

/** A dossier may be larger than what fits into memory. */
function judgeDossier(name, key) {
  const { files, close } = openArchive(name)
  try {
    return checkDossier(files, key)
  } finally {
    close()
  }
}

/** Its first character; undefined where it cannot be read. */
function beginOf(name) {
  try {
    const handle = openSync(name, 'r')
    const byte = Buffer.alloc(1)
    readSync(handle, byte)
    closeSync(handle)
    return byte.toString('latin1')
  } catch {
    return undefined
  }
}

function summaryOf(findings, { manifest, receipt, key, duties = [], report }) {
  return {
    ok: findings.length === 0,
    number: (manifest ?? receipt).number,
    key: `${key.name}+${key.id}`,
    findings,
    duties,
    ...(report && { report }),
  }
}

function held({ manifest, key, checkpoint, duties, report, ...counts }) {
  const { number, madeAt: at, files } = manifest
  return [
    say('holds', { number }),
    `  ${say('signed-by', { ...key, at })}`,
    `  ${say(values.key ? 'key-given' : 'key-own')}`,
    `  ${say('files', { files: files.length })}`,
    `  ${say('facts', counts)}`,
    `  ${say('log', checkpoint)}`,
    `  ${say('values', counts)}`,
    `  ${say('policies', counts)}`,
    ...(counts.enclosed + counts.absent > 0 ? [`  ${say('evidence', counts)}`] : []),
    `  ${say('proof')}`,
    ...(report ? [`  ${reportLine(report)}`] : []),
    ...(duties.length > 0 ? [say('duties'), ...duties.map((duty) => `  ${dutyLine(duty)}`)] : []),
  ]
}

function reportLine({ version, signatures, refused, fallen }) {
  const roles = signatures.map(({ role }) => words[lang].role[role]).join(', ')
  const name = refused ? 'report-refused' : signatures.length > 0 ? 'report-signed' : 'report-unsigned'
  return say(name, { version, roles, fallen })
}

function dutyLine({ state, at, by, ...duty }) {
  const settled = at ? say('settled-at', { at }) : ''
  return say('duty', { ...duty, state: words[lang].state[state], at: settled, by: by.join(', ') })
}

function end(code, lines) {
  for (const line of lines) process.stdout.write(`${line}\n`)
  process.exitCode = Math.max(code, process.exitCode ?? 0)
}
