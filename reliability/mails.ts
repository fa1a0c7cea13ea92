import { parseArgs } from 'node:util'
import { memoryOf } from '../bench/processes.ts'
import { openMailReader } from '../server/mail/reader.ts'
import { tryMails } from './mails/try-mails.ts'

// Mails grown from a grammar and mutated byte by byte, and those that are made to hurt: `mails.ts --count 10000 --from 1`.
// Prints one line of JSON; exit code 1 where one of them was lost or took longer than five seconds.

const { values } = parseArgs({
  options: { count: { type: 'string', default: '10000' }, from: { type: 'string', default: '1' } },
})
const reader = openMailReader()
const tally = await tryMails(reader, Number(values.from), Number(values.count))
await reader.close()
const slowest = Math.round(tally.slowest)
const memory = Math.round(memoryOf(process.pid, 'VmHWM'))
const report = { mails: Number(values.count), ...tally, slowest, unit: 'ms', peakMiB: memory }
process.stdout.write(`${JSON.stringify(report)}\n`)
process.exitCode = tally.lost.length === 0 && slowest <= 5000 ? 0 : 1
