// Reads mails of 65 MiB, each with the file in it, one after the other: `large-mails.ts --count 3`.
//
// Prints one line of JSON. Ends with 0 where all of the process took no more than 256 MiB and no mail more than five seconds.
import { parseArgs } from 'node:util'
import { memoryOf } from '../bench/processes.ts'
import { openMailReader } from '../server/mail/reader.ts'
import { readLarge } from './mails/large-mail.ts'

const { values } = parseArgs({ options: { count: { type: 'string', default: '3' } } })
const reader = openMailReader()
const before = memoryOf(process.pid, 'VmHWM')
const slowest = await readLarge(reader, 65, Number(values.count))
await reader.close()
const peak = memoryOf(process.pid, 'VmHWM')
const report = {
  mails: Number(values.count),
  mebibytes: 65,
  slowestMs: Math.round(slowest),
  emptyMiB: before,
  peakMiB: peak,
}
process.stdout.write(`${JSON.stringify(report)}\n`)
process.exitCode = peak <= 256 && slowest <= 5000 ? 0 : 1
