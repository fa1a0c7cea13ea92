import { join } from 'node:path'
import type { Problem } from './guard.ts'
import { guards } from './guards.ts'
import { prove } from './prove.ts'
import { inTurns } from './turns.ts'

const root = join(import.meta.dirname, '..')
const tasks = [...guards, { name: 'proofs', run: prove }]
let wrong = 0

await inTurns(tasks, async ({ name, run }) => {
  const start = performance.now()
  const { figure, problems } = await run(root).catch(brokenDown)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${problems.length === 0 ? '✓' : '✗'} ${name.padEnd(12)} ${figure}  (${seconds} s)`)
  for (const problem of problems) console.log(`    ${sentence(problem)}`)
  wrong += problems.length
})

console.log(wrong === 0 ? 'every guard is content' : `${wrong} problems`)
process.exitCode = wrong === 0 ? 0 : 1

function sentence({ rule, file, line, text }: Problem) {
  return `${line ? `${file}:${line}` : file}  ${rule}: ${text}`
}

function brokenDown(error: unknown) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { figure: 'broke down', problems: [{ rule: 'broke-down', file: 'checks', text }] }
}
