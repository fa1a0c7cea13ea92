import { rename } from 'node:fs/promises'
import { addEvidence } from '../../core/3-investigation/add-evidence.ts'
import type { Command } from '../../core/case/command.ts'
import { isRefusal } from '../../core/shared/refusal.ts'
import { openHouse } from '../app.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { tendEvidence } from '../jobs/tend-evidence.ts'
import { draftOf, pathOf } from './places.ts'
import { addBytes, beginUpload, byStaff, standOf, type UploadRow } from './uploads.ts'

/** In one piece, in three; its end found on the disk by a new process, without its name or with it; a picture. */
export const roads = ['whole', 'in-pieces', 'found-draft', 'found-file', 'picture'] as const
export type Road = (typeof roads)[number]

/** What the program is given as its only argument, as JSON. */
export type Given = Record<'appUrl' | 'ownerUrl' | 'keyFile' | 'dataDir' | 'caseId' | 'person', string> & {
  readonly road: Road
}

/** One file from its first byte to its fact, in a process of its own so that its system calls can be watched. */
export const program = import.meta.filename

const point = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

async function bring({ appUrl, ownerUrl, keyFile, dataDir, caseId, person, road }: Given): Promise<void> {
  const { house, close } = await openHouse({ appUrl, ownerUrl }, { keyFile, dataDir })
  const bytes = road === 'picture' ? Buffer.from(point, 'base64') : Buffer.alloc(3_000_000, roads.indexOf(road))
  const name = road === 'picture' ? 'photo.png' : 'film.mp4'
  const row = await beginUpload(house, byStaff(person), caseId, { size: bytes.length, name })
  if (isRefusal(row)) throw new Error(row.code)
  const piece = road === 'in-pieces' ? 1_200_000 : bytes.length
  for (let at = 0; at < bytes.length; at += piece) await addBytes(house, row, at, pieces(bytes, at, piece), () => {})
  if (road.startsWith('found')) await findAgain(house, row, road)
  process.stderr.write('now the fact\n')
  const input = { kind: 'electronic', content: 'x', source: 'y', upload: row.id }
  const command = addEvidence as unknown as Command
  const answer = await handleCommand(house, { command, caseId, input, caller: { kind: 'staff', id: person } })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  if (road === 'picture') await tendEvidence(house)
  await close()
}

/** As after a crash: nobody remembers the upload, and its row does not know yet that all of it is there. */
async function findAgain(house: House, row: UploadRow, road: Road): Promise<void> {
  const path = pathOf(house.vault.folder, row.id, 'original')
  if (road === 'found-draft') await rename(path, draftOf(path))
  await house.pool.query('update upload set hash = null where id = $1', [row.id])
  house.vault.underway.clear()
  process.stderr.write('found again\n')
  await standOf(house, { ...row, hash: null })
}

async function* pieces(bytes: Buffer, from: number, length: number): AsyncGenerator<Buffer> {
  const end = Math.min(bytes.length, from + length)
  for (let at = from; at < end; at += 65_536) yield bytes.subarray(at, Math.min(end, at + 65_536))
}

if (import.meta.main) await bring(JSON.parse(process.argv[2] ?? '{}') as Given)
