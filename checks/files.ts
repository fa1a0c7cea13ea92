import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The folders that make the product, and those that stand around it. */
export const productFolders = ['core', 'api', 'words', 'server', 'web', 'cli', 'verify']
export const folders = [...productFolders, 'stories', 'bench', 'checks']

/** Sources written by hand, as paths relative to the root, sorted. */
export async function sourceFiles(root: string, within = folders, extensions = ['ts', 'tsx', 'mjs', 'js']) {
  const exclude = ['**/node_modules/**', 'web/dist/**', '**/*.generated.*']
  const patterns = within.flatMap((folder) => extensions.map((extension) => `${folder}/**/*.${extension}`))
  return (await Array.fromAsync(glob(patterns, { cwd: root, exclude }))).sort()
}

/** Tests and what helps tests: not part of the running product. */
export function isTest(path: string) {
  return /\.(test|story)\.tsx?$/.test(path) || path.includes('/testing/')
}

export function existing(root: string, within: string[]) {
  return within.filter((folder) => existsSync(join(root, folder)))
}

/** A list kept by hand beside the guards, path to reason; a tree without it has no exceptions. */
export async function reasons(root: string, path: string): Promise<Record<string, string>> {
  return existsSync(join(root, path)) ? JSON.parse(await readFile(join(root, path), 'utf8')) : {}
}
