import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { applyPatch, parsePatch } from 'diff'

/**
 * What a unified diff as `git diff` writes it makes of a tree; nothing is written.
 *
 * @param root  absolute path of the tree
 * @param patch path of the diff, relative to the root
 * @returns new texts by path, or the file that the diff no longer fits
 */
export async function patched(root: string, patch: string): Promise<Map<string, string> | { misfit: string }> {
  const texts = new Map<string, string>()
  for (const piece of parsePatch(await readFile(join(root, patch), 'utf8'))) {
    const path = piece.newFileName?.replace(/^b\//, '') ?? ''
    const text = applyPatch(await readFile(join(root, path), 'utf8').catch(() => ''), piece)
    if (text === false) return { misfit: path }
    texts.set(path, text)
  }
  return texts.size > 0 ? texts : { misfit: patch }
}
