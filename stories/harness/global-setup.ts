import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from './chromium.ts'

const root = join(import.meta.dirname, '../..')
const cli = 'cli/main.ts'

/** Before the first story: the browser is unpacked and web and program are built from the sources as they are now. */
export default async function setup() {
  await Promise.all([chromium(), buildWeb()])
}

async function buildWeb() {
  if (!existsSync(join(root, cli))) return
  await promisify(execFile)(process.execPath, [cli, 'build'], { cwd: root })
}
