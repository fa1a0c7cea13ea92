import { spawn } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectRoot } from '../server/project-root.ts'
import { type Build, isBuilt, noteBuilt, pages, program, programFolder, type Sources, sourcesOf } from './built.ts'
import { Failure } from './failure.ts'
import type { Say } from './words.ts'

/**
 * Builds the web pages and the program where their sources are not those of the last build.
 *
 * @returns seconds that it took; undefined where there was nothing to do
 * @throws Failure with what the builder said
 */
export async function ensureBuilt(say: Say): Promise<number | undefined> {
  const started = performance.now()
  const made = [await ensure(pages, buildPages, say), await ensure(program, buildProgram, say)]
  return made.includes(true) ? Math.round((performance.now() - started) / 100) / 10 : undefined
}

type Make = (sources: Sources, say: Say) => Promise<void>

async function ensure(build: Build, make: Make, say: Say): Promise<boolean> {
  if (isBuilt(build)) return false
  const sources = sourcesOf(build)
  await make(sources, say)
  noteBuilt(build, sources)
  return true
}

/** In the place of the former ones: until all stand there is no note that they do. */
async function buildPages(_sources: Sources, say: Say): Promise<void> {
  rmSync(pages.stamp, { force: true })
  for (const config of ['vite', 'vite.portal-server', 'vite.portal']) await runBuilder([config], say)
}

/** Beside the former one, which a running program may still load parts of; older ones go. */
async function buildProgram({ content }: Sources, say: Say): Promise<void> {
  const folder = programFolder(content)
  await runBuilder(['vite.program', '--outDir', folder], say)
  const built = readdirSync(dirname(folder), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const paths = built.map(({ name }) => join(dirname(folder), name))
  const newestFirst = paths.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)
  for (const path of newestFirst.slice(2)) rmSync(path, { recursive: true, force: true })
}

/** In a process of its own: a builder takes more memory than the server that it would stay in. */
async function runBuilder([config, ...options]: readonly string[], say: Say): Promise<void> {
  const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--config', `${config}.config.ts`, '--logLevel', 'warn', ...options]
  const child = spawn(process.execPath, args, { cwd: projectRoot })
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
