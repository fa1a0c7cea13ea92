import { randomFillSync } from 'node:crypto'
import type { MailReader } from '../../server/mail/reader.ts'
import { giveBack } from '../../server/vault/give-back.ts'

const head = Buffer.from(
  'From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\nContent-Type: video/mp4; name=a.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n',
)
const tail = Buffer.from('\r\n--b--\r\n')
const line = 57

/**
 * A mail with one file, in base64.
 *
 * @param mebibytes how large the mail is as it travels, nearly
 */
function largeMail(mebibytes: number): Buffer {
  const lines = Math.floor((mebibytes * 2 ** 20 - head.length - tail.length) / 78)
  const raw = Buffer.allocUnsafeSlow(head.length + lines * 78 + tail.length)
  raw.set(head)
  const bytes = randomFillSync(Buffer.alloc(line))
  for (let n = 0, at = head.length; n < lines; n++, at += 78) {
    bytes.writeUInt32BE(n)
    raw.write(`${bytes.toString('base64')}\r\n`, at, 'latin1')
  }
  raw.set(tail, raw.length - tail.length)
  return raw
}

/** Reads such mails one after the other, each with its file. @returns milliseconds of the slowest @throws Error where one was not read */
export async function readLarge(reader: MailReader, mebibytes: number, count: number): Promise<number> {
  let slowest = 0
  for (let n = 0; n < count; n++) {
    const raw = largeMail(mebibytes)
    const begun = performance.now()
    await reader.open(raw, async ({ looked, bytesOf }) => {
      if (!('mail' in looked)) throw new Error(looked.reason)
      const file = await bytesOf(0)
      if (file.length !== looked.mail.attachments[0]?.bytes) throw new Error('a file of another length')
      giveBack(file)
    })
    slowest = Math.max(slowest, performance.now() - begun)
  }
  return slowest
}
