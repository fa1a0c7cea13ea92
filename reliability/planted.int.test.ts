import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runDrill } from './driver.ts'

/** A promise to lose nothing is worth as much as the tests that saw a product which does. */
const faults = [
  { planted: 'early-answer', kills: { app: 4 }, finds: 'acknowledged-and-lost' },
  { planted: 'lazy-disk', kills: { postgres: 4 }, finds: 'acknowledged-and-lost' },
  { planted: 'forgetful', kills: { app: 6 }, finds: 'stored-twice' },
]

describe('a drill of a product that breaks its promise', () => {
  it.each(faults)('sees the fault: $planted', { timeout: 300_000 }, async ({ planted, kills, finds }) => {
    const module = join(import.meta.dirname, 'planted', `${planted}.mjs`)
    const { verdict } = await runDrill({ ...kills, planted: module, hurried: true })
    expect(verdict.ok).toBe(false)
    expect(verdict.findings.map((finding) => finding.kind)).toContain(finds)
  })
})
