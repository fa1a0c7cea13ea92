import { createHash, randomUUIDv7 } from 'node:crypto'
import { addEvidence } from '../../core/3-investigation/add-evidence.ts'
import type { Command } from '../../core/case/command.ts'
import { asSystem, read } from '../db/transaction.ts'
import { failpoint } from '../failpoint.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import type { OpenedMail } from '../mail/reader.ts'
import { safeName } from '../vault/file-name.ts'
import { typeOf } from '../vault/file-type.ts'
import { giveBack } from '../vault/give-back.ts'
import { pathOf, writeSealed } from '../vault/places.ts'
import { holderOf, namePlace } from '../vault/uploads.ts'
import type { Message } from './messages.ts'
import { theDoor } from './register-mail.ts'
import { rawOf } from './store-message.ts'

/** What the list of evidence says of a file that came by mail. */
const said = { content: '邮件附件：', source: '投诉人来信' }

/**
 * Files the attachments of a message as evidence of its case, each as the sender had it, one after the other from the
 * first that was not filed yet. What the case does not take stays with the message.
 */
export async function fileAttachments(house: House, message: Message): Promise<void> {
  if (message.case_id)
    await house.mailReader.open(await rawOf(house, message), (mail) =>
      fileEach(house, message, message.case_id ?? '', mail),
    )
}

async function fileEach(house: House, message: Message, caseId: string, mail: OpenedMail): Promise<void> {
  const attachments = 'mail' in mail.looked ? mail.looked.mail.attachments : []
  for (let place = message.filed; place < message.files; place++) {
    const attachment = attachments[place]
    const upload = attachment?.bytes
      ? await uploadOf(house, caseId, attachment.name, await mail.bytesOf(place))
      : undefined
    const taken = upload && { upload, name: safeName(attachment?.name ?? '') }
    await takeOne(house, message, caseId, place, taken || undefined)
    failpoint('door.filed')
  }
}

/** A whole file in the vault that a command of the door may take; forgotten after some days where none does. */
async function uploadOf(house: House, caseId: string, name: string, bytes: Buffer): Promise<string | undefined> {
  if (bytes.length > house.vault.limit) return undefined
  const id = randomUUIDv7()
  const { key, epoch, wrapped } = house.ring.newKey(caseId, holderOf(id))
  await writeSealed(pathOf(house.vault.folder, id, 'original'), { key, caseId, file: id, part: 'original' }, bytes)
  failpoint('door.file-kept')
  const text = `insert into upload (id, case_id, person_id, size, name_box, epoch, wrapped, hash, type, expires_at)
    values ($1, $2, null, $3, $4, $5, $6, $7, $8, $9::timestamptz + interval '7 days')`
  const hash = createHash('sha256').update(bytes).digest()
  const box = house.ring.sealRow(namePlace(id), safeName(name))
  const values = [
    id,
    caseId,
    bytes.length,
    box,
    epoch,
    wrapped,
    hash,
    await typeOf(bytes.subarray(0, 8192), name),
    house.now(),
  ]
  giveBack(bytes)
  await read(house.pool, asSystem, { name: 'upload-of-door', text, values })
  return id
}

type Taken = { readonly upload: string; readonly name: string }

async function takeOne(
  house: House,
  { id }: Message,
  caseId: string,
  place: number,
  taken: Taken | undefined,
): Promise<void> {
  const filed = {
    name: 'attachment-filed',
    text: 'update door_message set filed = $2 + 1 where id = $1 and filed = $2',
    values: [id, place],
  }
  const answer =
    taken &&
    (await handleCommand(house, {
      command: addEvidence as unknown as Command,
      caseId,
      input: { kind: 'electronic', content: said.content + taken.name, source: said.source, upload: taken.upload },
      caller: theDoor,
      key: { scope: 'door', key: keyOf(id, place), bodyHash: Buffer.alloc(32) },
      alongside: () => [filed],
    }))
  if (!answer || 'refusal' in answer || answer.replayed) await read(house.pool, asSystem, filed)
}

/** The key of the request that files one attachment: always the same, in the form of a UUID. */
function keyOf(message: string, place: number): string {
  const hex = createHash('sha256').update(`${message}|${place}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
