// Opens each hole of `server/regress/README.md` in a copy of the tree and says which tests did not see it.
//
//   sh cli/node26 reliability/holes.ts [--only 1,12,38]
//
// Lines for each plant while it goes on, then one line of JSON. Ends with 0 when every plant was seen and every test failed once.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Tried, tryHoles } from './holes/drill.ts'

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const report = await tryHoles(join(import.meta.dirname, '..'), values.only?.split(','), tell)
process.stdout.write(`${JSON.stringify(report)}\n`)
process.exitCode = report.broken.length + report.unseen.length + report.asleep.length === 0 ? 0 : 1

function tell({ plant, holes, tests }: Tried): void {
  const lines = tests.map(({ state, name, why }) => `    ${state}: ${name}${why ? `\n      ${why}` : ''}`)
  process.stderr.write(`${plant} (${holes.join(', ')})\n${lines.join('\n')}\n`)
}
