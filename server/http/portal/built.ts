import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RenderPortal } from '../../../api/portal.ts'

export type Asset = { readonly type: string; readonly body: Buffer }

/** The pages as they were built: the function that makes them, and the files that they load. */
export type BuiltPortal = {
  readonly render: RenderPortal
  readonly script: string
  readonly styles: readonly string[]
  readonly assets: ReadonlyMap<string, Asset>
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * Loads what `vite build -c vite.portal.config.ts` and `vite build -c vite.portal-server.config.ts` made.
 *
 * @param folder `web/dist/portal`
 * @throws Error where the web was not built
 */
export async function loadPortal(folder: string): Promise<BuiltPortal> {
  const { render } = (await import(pathToFileURL(join(folder, 'server', 'entry.js')).href)) as { render: RenderPortal }
  const manifest = JSON.parse(await readFile(join(folder, 'client', '.vite', 'manifest.json'), 'utf8')) as Record<
    string,
    { file: string; isEntry?: boolean; css?: string[] }
  >
  const entry = Object.values(manifest).find((one) => one.isEntry)
  if (!entry) throw new Error('the portal was built without an entry')
  const styles = (entry.css ?? []).map((file) => `/portal/${file}`)
  return { render, script: `/portal/${entry.file}`, styles, assets: await loadAssets(join(folder, 'client', 'assets')) }
}

/** A handful of small files; held in memory, so that a request names a file and never a path. */
async function loadAssets(folder: string): Promise<ReadonlyMap<string, Asset>> {
  const names = (await readdir(folder)).filter((name) => extname(name) in types)
  const loaded = names.map(
    async (name) => [name, { type: types[extname(name)] ?? '', body: await readFile(join(folder, name)) }] as const,
  )
  return new Map(await Promise.all(loaded))
}
