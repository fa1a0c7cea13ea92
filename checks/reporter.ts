import type { Reporter, TestModule } from 'vitest/node'

/** Closes a test run with one plain line that a program can read. */
export const closingLine: Reporter = {
  onTestRunEnd(modules, unhandledErrors, reason) {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
    const outside = modules.filter(failedOutsideTests).length + unhandledErrors.length
    process.stdout.write(`\n${closingWords(states, outside, reason === 'passed')}\n`)
  },
}

/**
 * `12 passed, 0 failed`, and `, 3 skipped` where something was. A file that could not be loaded, an error outside any test and a run that
 * never began count as failed, so that the line never says "0 failed" of a run that failed.
 *
 * @param states  how each test ended
 * @param outside failures that belong to no test
 * @param passed  whether the run as a whole passed
 */
export function closingWords(states: string[], outside: number, passed: boolean) {
  const count = (state: string) => states.filter((each) => each === state).length
  const failed = count('failed') + outside
  const skipped = states.length - count('passed') - count('failed')
  const words = `${count('passed')} passed, ${passed ? failed : Math.max(failed, 1)} failed`
  return skipped > 0 ? `${words}, ${skipped} skipped` : words
}

function failedOutsideTests(module: TestModule) {
  return module.state() === 'failed' && [...module.children.allTests('failed')].length === 0
}
