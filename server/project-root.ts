import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Folder of the program: rules, words, pages. Found upwards, from a source as from the built program. */
export const projectRoot = rootAbove(import.meta.dirname)

/** The packs of the program, a folder each. */
export const packFolder = join(projectRoot, 'policy-packs')

/** A source that a thread of its own runs: threads start from the sources, whatever the program was started from. */
export function sourceAt(path: string): URL {
  return pathToFileURL(join(projectRoot, path))
}

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder))
}
