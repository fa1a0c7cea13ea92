// Kills the product and its database under load and says what was lost.
//
//   node reliability/run.ts [--app N] [--postgres N] [--both N] [--json]
//
// Ends with 0 when nothing was lost, doubled or half-written and everything came back by itself.
import { parseArgs } from 'node:util'
import { type BackAgain, type Report, runDrill } from './driver.ts'

const number = { type: 'string', default: '20' } as const
const none = { ...number, default: '0' } as const
const { values } = parseArgs({ options: { app: number, postgres: number, both: none, json: { type: 'boolean' } } })

const report = await runDrill({ app: Number(values.app), postgres: Number(values.postgres), both: Number(values.both) })
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : inWords(report))
process.exitCode = report.verdict.ok && report.readBack.wrong === 0 && report.stop.code === 0 ? 0 : 1

function inWords({ app, postgres, both, load, verdict, readBack, stop, seconds }: Report): string {
  const { attempts, acknowledged, registered, cases, facts } = verdict.counted
  const kinds = [...new Set(verdict.findings.map(({ kind, text }) => `${kind}: ${text}`))].slice(0, 20)
  return [
    `killed: ${line('app', app)}; ${line('PostgreSQL', postgres)}; ${line('both', both)}`,
    `asked ${attempts}, acknowledged ${acknowledged} (${registered} complaints), retried ${load.retried}, replayed ${load.replayed}`,
    `stored ${cases} cases, ${facts} facts; read back ${readBack.read}, wrong ${readBack.wrong}`,
    `the checker found ${verdict.findings.length === 0 ? 'nothing' : `${verdict.findings.length}:\n  ${kinds.join('\n  ')}`}`,
    `stopped in ${stop.ms} ms with ${stop.code}; ${seconds} s in all\n`,
  ].join('\n')
}

function line(name: string, { kills, medianMs, worstMs }: BackAgain): string {
  return kills === 0 ? `${name} never` : `${name} ${kills} ×, back in ${medianMs} ms (worst ${worstMs} ms)`
}
