import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../server/project-root.ts'
import { Failure } from './failure.ts'
import type { Say } from './words.ts'

const dist = join(projectRoot, 'web', 'dist')
const stamp = join(dist, '.stamp')
const configs = 'vite{,.*}.config.ts'
/** All that a page is made of: its own sources, what it shares with the server, and how it is built. */
const sources = ['web/**/*', 'core/**/*.ts', 'api/**/*.ts', 'words/**/*.json', configs, 'package-lock.json']

/**
 * Builds the web pages where their sources are not those of the last build.
 *
 * @returns seconds that it took; undefined where there was nothing to do
 * @throws Failure with what the builder said
 */
export async function ensureWebBuilt(say: Say): Promise<number | undefined> {
  const wanted = sourcesHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined
  const started = performance.now()
  rmSync(stamp, { force: true })
  for (const config of globSync(configs, { cwd: projectRoot }).sort()) await build(config, say)
  mkdirSync(dist, { recursive: true })
  writeFileSync(stamp, wanted)
  return Math.round((performance.now() - started) / 100) / 10
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  const paths = sources
    .flatMap((pattern) => globSync(pattern, { cwd: projectRoot }))
    .map((path) => join(projectRoot, path))
  const files = paths.filter((path) => !path.startsWith(dist) && statSync(path).isFile())
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** In a process of its own: a builder takes more memory than the server that it would stay in. */
async function build(config: string, say: Say): Promise<void> {
  const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = spawn(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'warn'], { cwd: projectRoot })
  let said = ''
  const hear = (piece: Buffer) => {
    said = (said + piece.toString()).slice(-4000)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const code = await new Promise<number | null>((resolve) =>
    child.on('error', (error) => hear(Buffer.from(error.message))).on('close', resolve),
  )
  if (code !== 0) throw new Failure([say('build-failed', { why: said.trim() })])
}
