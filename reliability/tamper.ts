// Changes a signed store in many ways, as somebody with all rights over the database, and says what the verifier missed.
//
//   node reliability/tamper.ts [--count N] [--seed N]
//
// Ends with 0 when everything was found and named.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { inHouse } from '../bench/stage.ts'
import { tamperDrill } from './tamper/drill.ts'
import { openStore } from './tamper/store.ts'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
})
const place = await mkdtemp(join(tmpdir(), 'huiyin-tamper-'))
const report = await inHouse(async ({ house, database, handlers: [person] }) => {
  const { pathname } = new URL(database.ownerUrl)
  const superUrl = Object.assign(new URL(database.superUrl), { pathname }).toString()
  const store = await openStore({ ...house, checkpoints: [place] }, { ownerUrl: database.ownerUrl, superUrl, person })
  return tamperDrill(store, Number(values.count), Number(values.seed)).finally(store.close)
})
await rm(place, { recursive: true })
process.stdout.write(`${JSON.stringify(report)}\n`)
process.exitCode = report.undetected.length + report.unnamed.length === 0 ? 0 : 1
