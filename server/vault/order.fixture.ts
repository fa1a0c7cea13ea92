import { addEvidence } from '../../core/3-investigation/add-evidence.ts'
import type { Command } from '../../core/case/command.ts'
import { isRefusal } from '../../core/shared/refusal.ts'
import { openHouse } from '../app.ts'
import { handleCommand } from '../handle-command.ts'
import { addBytes, beginUpload } from './uploads.ts'

/** What the program is given as its only argument, as JSON. */
export type Given = Record<'appUrl' | 'ownerUrl' | 'keyFile' | 'dataDir' | 'caseId' | 'person', string>

/** One file from its first byte to its fact, in a process of its own so that its system calls can be watched. */
export const program = import.meta.filename

async function bring({ appUrl, ownerUrl, keyFile, dataDir, caseId, person }: Given): Promise<void> {
  const { house, close } = await openHouse({ appUrl, ownerUrl }, { keyFile, dataDir })
  const bytes = Buffer.alloc(3_000_000, 7)
  const row = await beginUpload(house, person, caseId, { size: bytes.length, name: 'film.mp4' })
  if (isRefusal(row)) throw new Error(row.code)
  await addBytes(house, row, 0, pieces(bytes), () => {})
  const input = { kind: 'electronic', content: 'x', source: 'y', upload: row.id }
  const command = addEvidence as unknown as Command
  const answer = await handleCommand(house, { command, caseId, input, caller: { kind: 'staff', id: person } })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  await close()
}

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

if (import.meta.main) await bring(JSON.parse(process.argv[2] ?? '{}') as Given)
