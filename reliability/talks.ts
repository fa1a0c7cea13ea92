// Has programs that answer by themselves talk with a house by mail and counts what leaves it: `talks.ts --count 10000`.
//
// Prints one line of JSON. Ends with 0 where every talk ended, no thread got more than three mails and no mailbox more than one a day.
import { parseArgs } from 'node:util'
import { inHouse } from '../bench/stage.ts'
import { holdTalks } from './talks/hold-talks.ts'

const { values } = parseArgs({ options: { count: { type: 'string', default: '10000' } } })
const begun = performance.now()
const tally = await inHouse(({ house, units: [unit = ''] }) => {
  let at = Temporal.Instant.from(house.now())
  const now = () => at.toString({ fractionalSecondDigits: 3 })
  const passMinute = () => {
    at = at.add({ minutes: 1 })
  }
  return holdTalks({ ...house, now }, passMinute, unit, Number(values.count))
})
const seconds = Math.round((performance.now() - begun) / 1000)
process.stdout.write(`${JSON.stringify({ ...tally, seconds })}\n`)
const { endless, mostInThread, mostToMailbox } = tally
process.exitCode = endless.length === 0 && mostInThread <= 3 && mostToMailbox <= 1 ? 0 : 1
