import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { processStart } from './processes.ts'

let count = 0

const folder = (dataDir: string) => join(dataDir, 'attached')

/** Notes that this process uses the database, and sweeps away what the dead left; under the start lock. @returns takes the note away */
export function attach(dataDir: string): () => void {
  mkdirSync(folder(dataDir), { recursive: true, mode: 0o700 })
  sweep(dataDir)
  count += 1
  const note = join(folder(dataDir), `${process.pid}-${count}`)
  writeFileSync(note, processStart(process.pid) ?? '', { mode: 0o600 })
  return () => rmSync(note, { force: true })
}

/** Whether a living process uses the database; under the start lock. */
export function someoneAttached(dataDir: string): boolean {
  return existsSync(folder(dataDir)) && sweep(dataDir) > 0
}

/** Takes away the notes of dead processes. @returns how many of living ones are left */
function sweep(dataDir: string): number {
  const notes = readdirSync(folder(dataDir)).map((name) => join(folder(dataDir), name))
  const dead = notes.filter((note) => !isAlive(note))
  for (const note of dead) rmSync(note, { force: true })
  return notes.length - dead.length
}

function isAlive(note: string): boolean {
  const pid = Number.parseInt(note.slice(note.lastIndexOf('/') + 1), 10)
  return processStart(pid) === readFileSync(note, 'utf8')
}
