import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefusal } from '../core/shared/refusal.ts'
import { fileOf } from '../server/dossier/contents.ts'
import { makeDossier } from '../server/dossier/make-dossier.ts'
import { zip } from '../server/dossier/zip.ts'
import { addBytes, beginUpload, byStaff } from '../server/vault/uploads.ts'
import { median, rounded } from './figures.ts'
import { longCase, ran } from './long-case.ts'
import { memoryOf } from './processes.ts'
import { type Furnished, inHouse } from './stage.ts'

const facts = 200
const files = 30
const size = 2_000_000

/**
 * Seconds to make the dossier of a case of 200 facts and 30 photographs; beside it the floor: the same photographs read from
 * the disk as they are and put into an archive.
 */
export function dossier(runs: number): Promise<object> {
  return inHouse(async (stage) => {
    const id = await longCase(stage, facts - files)
    const folder = await mkdtemp(join(tmpdir(), 'huiyin-bench-files-'))
    try {
      const photographs = Array.from({ length: files }, () => randomBytes(size))
      for (const [n, bytes] of photographs.entries()) {
        await bring(stage, id, bytes, n)
        await writeFile(join(folder, String(n)), bytes)
      }
      const [own, floor]: [number[], number[]] = [[], []]
      let bytes = 0
      for (let run = 0; run <= runs; run++) {
        const took = await secondsOf(async () => (bytes = await make(stage, id)))
        const least = await secondsOf(() => plainly(folder))
        // The first run loads the printer.
        if (run === 0) continue
        own.push(took)
        floor.push(least)
        console.error(`${rounded(took)} s, floor ${rounded(least)} s`)
      }
      return {
        ...{ bench: 'dossier', seconds: rounded(median(own)), floorSeconds: rounded(median(floor)) },
        ...{ ofFloor: rounded(median(own) / median(floor), 1), facts, files, megabytes: rounded(bytes / 1e6, 0) },
        ...{ peakMib: rounded(memoryOf(process.pid, 'VmHWM'), 0), runs },
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  })
}

async function bring({ house, handlers: [person] }: Furnished, caseId: string, bytes: Buffer, n: number) {
  const row = await beginUpload(house, byStaff(person), caseId, { size, name: `照片 ${n}.jpg` })
  if (isRefusal(row)) throw new Error(row.code)
  const whole = async function* () {
    yield bytes
  }
  await addBytes(house, row, 0, whole(), () => {})
  const input = { kind: 'electronic', content: `照片 ${n}`, source: '投诉人', upload: row.id }
  await ran(house, person, 'add-evidence', input, caseId)
}

async function make({ house, clerk }: Furnished, id: string): Promise<number> {
  const made = await makeDossier(house, id, {
    person: clerk,
    language: 'zh-CN',
    origin: 'https://huiyin.test',
    reason: '评测',
  })
  if (isRefusal(made)) throw new Error(made.code)
  for await (const _ of made.archive);
  return made.size
}

async function plainly(folder: string): Promise<void> {
  const read = Array.from({ length: files }, async (_, n) => fileOf(String(n), await readFile(join(folder, String(n)))))
  for await (const _ of zip(await Promise.all(read), '2026-01-01T00:00:00.000Z'));
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}
