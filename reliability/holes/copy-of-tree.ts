import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

/** A copy of a tree of sources, with the packages of the first: it may be changed, and put right again. */
export type Copy = {
  /** Absolute path. */
  readonly root: string
  /** Does something while these files hold other texts. */
  with<T>(texts: ReadonlyMap<string, string>, work: () => Promise<T>): Promise<T>
  dispose(): Promise<void>
}

const leftOut = ['.git', '.state', 'dist', 'node_modules', 'web/dist']

/** @param tree absolute path */
export async function copyOf(tree: string): Promise<Copy> {
  const root = await mkdtemp(join(tmpdir(), 'huiyin-holes-'))
  await cp(tree, root, { recursive: true, filter: (path) => !leftOut.includes(relative(tree, path)) })
  await symlink(join(tree, 'node_modules'), join(root, 'node_modules'))
  const write = (texts: ReadonlyMap<string, string>) =>
    Promise.all([...texts].map(([path, text]) => writeFile(join(root, path), text)))
  return {
    root,
    with: async (texts, work) => {
      const read = [...texts.keys()].map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)
      const before = new Map(await Promise.all(read))
      await write(texts)
      return work().finally(() => write(before))
    },
    dispose: () => rm(root, { recursive: true, force: true }),
  }
}
