#!/usr/bin/env node
// Runs on any Node from 20 on: what it leads to needs a newer one, which `npm ci` has brought along.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'

const needed = 26
const brought = join(import.meta.dirname, '..', 'node_modules', '.bin', 'node')

if (Number.parseInt(process.versions.node, 10) >= needed) await import('./main.ts')
else if (existsSync(brought)) handOver()
else refuse()

/** The newer Node takes over: it has our terminal, hears what signals we hear, and its end is ours. */
function handOver() {
  const child = spawn(brought, [import.meta.filename, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`${brought}: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

function refuse() {
  console.error(`需要 Node ${needed}。请在本项目目录执行 npm ci，它会一并安装。`)
  console.error(`Node ${needed} is needed. Run npm ci in this project's directory: it brings one along.`)
  process.exit(1)
}
