import { copyFile, open, rename, rm, writeFile } from 'node:fs/promises'
import { pathOf, writeSealed } from '../../server/vault/places.ts'
import { holderOf } from '../../server/vault/uploads.ts'
import type { Draw, Manipulation } from './manipulations.ts'
import type { Store } from './store.ts'

function drawn({ files, house }: Store, draw: Draw) {
  const one = files[draw(files.length)] as Store['files'][number]
  return { ...one, path: pathOf(house.vault.folder, one.file, 'original') }
}

/** What somebody who has the disk as well may try with files of evidence; the last but one with the keys in hand too. */
export const ofFiles: Readonly<Record<string, Manipulation>> = {
  'a file of evidence, changed': async (store, draw) => {
    const { caseId, path } = drawn(store, draw)
    const handle = await open(path, 'r+')
    const at = draw((await handle.stat()).size)
    const byte = Buffer.alloc(1)
    await handle.read(byte, 0, 1, at)
    await handle.write(Buffer.of((byte[0] ?? 0) ^ (1 + draw(255))), 0, 1, at)
    await handle.close()
    return [caseId]
  },
  'files of evidence, exchanged': async (store, draw) => {
    const [from, to] = [drawn(store, draw), drawn(store, draw)]
    if (from.path === to.path) return (await ofFiles['files of evidence, exchanged']?.(store, draw)) ?? []
    await rename(from.path, `${from.path}-aside`)
    await rename(to.path, from.path)
    await rename(`${from.path}-aside`, to.path)
    return [from.caseId]
  },
  'a file of evidence, deleted': async (store, draw) => {
    const { caseId, path } = drawn(store, draw)
    await rm(path)
    return [caseId]
  },
  'a file of evidence, cut': async (store, draw) => {
    const { caseId, path } = drawn(store, draw)
    const handle = await open(path, 'r+')
    await handle.truncate(draw((await handle.stat()).size))
    await handle.close()
    return [caseId]
  },
  'a file of evidence, an older state of it': async (store, draw) => {
    const { caseId, path, file } = drawn(store, draw)
    await copyFile(pathOf(store.halves, file, 'original'), path)
    return [caseId]
  },
  'a file of evidence, taken from its case': async ({ sql, ...store }, draw) => {
    const { caseId, file } = drawn({ sql, ...store }, draw)
    await sql('delete from evidence_file where id = $1', [file])
    return [caseId]
  },
  'a file of evidence, sealed anew': async (store, draw) => {
    const { caseId, file, path } = drawn(store, draw)
    const text = 'select epoch, wrapped from data_key where stream_id = $1 and holder = $2'
    const [row] = await store.sql(text, [caseId, holderOf(file)])
    const key = store.house.ring.unwrap(caseId, holderOf(file), Number(row?.epoch), row?.wrapped as Buffer)
    await writeSealed(path, { key, caseId, file, part: 'original' }, Buffer.alloc(300_000, draw(256)))
    return [caseId]
  },
  'a file too many': async (store, draw) => {
    const { path } = drawn(store, draw)
    await writeFile(`${path}-copy`, 'more')
    return [`${path}-copy`.slice(store.house.vault.folder.length + 1)]
  },
}
