// Kills the product once at each failpoint and looks whether anything that was acknowledged is missing or torn.
//
//   node reliability/failpoints.ts [NAME …]     all of them where none is named
//
// Prints one line for each, then the sum. Ends with 0 where each was reached and nothing was wrong.
import { allFailpoints, failpointDrill } from './failpoints/drill.ts'

const begun = performance.now()
const named = process.argv.slice(2)
const fates = await failpointDrill(named.length > 0 ? named : allFailpoints(), (fate) =>
  process.stdout.write(`${JSON.stringify(fate)}\n`),
)
const reached = fates.filter((fate) => fate.reached).length
const wrong = fates.filter(({ findings }) => findings.length > 0).length
const slowest = Math.max(...fates.map(({ backMs }) => backMs))
const seconds = Math.round((performance.now() - begun) / 1000)
process.stdout.write(
  `${JSON.stringify({ failpoints: fates.length, reached, wrong, slowestBackMs: slowest, seconds })}\n`,
)
process.exitCode = reached === fates.length && wrong === 0 ? 0 : 1
