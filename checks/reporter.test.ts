import { describe, expect, it } from 'vitest'
import { closingWords } from './reporter.ts'

describe('the closing line of a test run', () => {
  it('counts what passed, failed and was skipped', () => {
    expect(closingWords(['passed', 'passed', 'failed'], 0, false)).toBe('2 passed, 1 failed')
    expect(closingWords(['passed', 'skipped', 'pending'], 0, true)).toBe('1 passed, 0 failed, 2 skipped')
  })

  it('counts failures that belong to no test', () => {
    expect(closingWords(['passed'], 2, false)).toBe('1 passed, 2 failed')
  })

  it('never says "0 failed" of a run that failed', () => {
    expect(closingWords([], 0, false)).toBe('0 passed, 1 failed')
  })
})
