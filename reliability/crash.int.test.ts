import { beforeAll, describe, expect, it } from 'vitest'
import { type Report, runDrill } from './driver.ts'

const times = 20

let report: Report
beforeAll(async () => {
  report = await runDrill({ app: times, postgres: times, both: 2 })
}, 600_000)

describe('under load', () => {
  it(`comes back after kill -9 of the program, ${times} times`, ({ annotate }) => {
    expect(report.app.kills).toBe(times)
    return annotate(inWords(report.app))
  })

  it(`comes back by itself after kill -9 of PostgreSQL, ${times} times`, ({ annotate }) => {
    expect(report.postgres.kills).toBe(times)
    return annotate(inWords(report.postgres))
  })

  it('comes back after both are killed at once', ({ annotate }) => annotate(inWords(report.both)))

  it('has lost, doubled and half-written nothing', ({ annotate }) => {
    const { verdict, load, readBack } = report
    expect(verdict.findings).toEqual([])
    expect(verdict.counted).toMatchObject({ neverAnswered: 0, registered: load.registered })
    expect(verdict.counted.acknowledged).toBe(load.registered + load.acted)
    expect(load.registered).toBeGreaterThan(100)
    expect(load.acted).toBeGreaterThan(50)
    expect(readBack).toMatchObject({ wrong: 0 })
    return annotate(`${JSON.stringify(verdict.counted)}, ${load.replayed} answered at a retry`)
  })

  it('stops when it is told to, screens open or not', ({ annotate }) => {
    expect(report.stop.code).toBe(0)
    return annotate(`${report.stop.ms} ms`)
  })
})

function inWords({ medianMs, worstMs }: Report['app']): string {
  return `takes complaints again after ${medianMs} ms, at worst ${worstMs} ms`
}
