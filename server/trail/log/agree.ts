import type { House } from '../../house.ts'
import { originOf, rootOfLog, sizeOfLog } from './checkpoint.ts'
import { checkpointOf, openNote } from './note.ts'
import { lastNoteOutside, type Outside } from './outside.ts'

/** The database is not the one that the last checkpoint outside was made of; `zh` and `en` say what to do. */
class LogDisagrees extends Error {
  readonly zh: string
  constructor(zh: string, en: string) {
    super(en)
    this.zh = zh
  }
}

/**
 * Holds the database against the last checkpoint that lies outside it.
 *
 * @throws LogDisagrees where the database is older (an old copy was put back), holds another history, or its note was
 *   signed by another key
 */
export async function assertAgrees(house: House, outside: Outside): Promise<void> {
  const [note, organisation] = await Promise.all([lastNoteOutside(outside), house.directory.now()])
  if (note === undefined) return
  const text = organisation && openNote(note, originOf(organisation), house.ring.signer.publicKey)
  const checkpoint = text && checkpointOf(text)
  if (!checkpoint) throw foreign(outside)
  if ((await sizeOfLog(house)) < checkpoint.size) throw older(outside, checkpoint.at)
  if (!(await rootOfLog(house, checkpoint.size)).equals(checkpoint.root)) throw changed(outside, checkpoint.at)
}

const foreign = ({ directory }: Outside) =>
  new LogDisagrees(
    `目录 ${directory} 中的存证点不是用现在的主密钥签署的，或已被改动。请恢复原来的密钥文件；确认无误后也可把该目录移走保存。`,
    `The checkpoint in ${directory} was not signed under the present master key, or was changed. Restore the key file it was made with; or move that directory away, and keep it, once you know why.`,
  )

const older = ({ directory }: Outside, at: string) =>
  new LogDisagrees(
    `数据库比 ${directory} 中的最后存证点（${at}）更旧：此后登记的事实不在其中。请恢复更新的备份；确实无法恢复时，把该目录原样移走保存，它能证明缺少了什么。`,
    `The database is older than the last checkpoint in ${directory} (${at}): facts recorded since are not in it. Restore a newer backup; where there is none, move that directory away and keep it, since it shows what is lost.`,
  )

const changed = ({ directory }: Outside, at: string) =>
  new LogDisagrees(
    `数据库中的留痕与 ${directory} 中的最后存证点（${at}）不一致：存证点之前的内容被改动过。请运行 huiyin trail verify 查明改动之处。`,
    `The trail in the database is not what the last checkpoint in ${directory} (${at}) was made of: something before it was changed. Run huiyin trail verify to see what.`,
  )
