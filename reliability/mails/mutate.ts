import type { Chance } from './chance.ts'

/** Bytes that matter to whoever reads mails. */
const telling = [
  '--',
  '\r\n',
  '\n\n',
  '=?',
  '?=',
  '"',
  ';',
  '\0',
  '<',
  '>',
  '=\r\n',
  '--b1',
  'Content-Type: multipart/mixed; boundary=b1\r\n\r\n',
  '\xff\xfe',
  '\x1b$B',
]

type Change = (mail: Buffer, chance: Chance) => Buffer

const changes: readonly Change[] = [
  (mail, chance) => mail.subarray(0, chance.below(mail.length + 1)),
  (mail, chance) => {
    const copy = Buffer.from(mail)
    for (let left = 1 + chance.below(12); left > 0 && copy.length > 0; left--)
      copy[chance.below(copy.length)] = chance.below(256)
    return copy
  },
  (mail, chance) => spliced(mail, chance.below(mail.length + 1), 0, Buffer.from(chance.oneOf(telling), 'latin1')),
  (mail, chance) => spliced(mail, chance.below(mail.length + 1), chance.below(200), Buffer.alloc(0)),
  (mail, chance) => {
    const start = chance.below(mail.length + 1)
    return spliced(mail, start, 0, mail.subarray(start, start + chance.below(2000)))
  },
  (mail, chance) => Buffer.concat(Array.from({ length: 1 + chance.below(4) }, () => mail)),
]

/** A mail after one to four changes of its bytes. */
export function mutate(mail: Buffer, chance: Chance): Buffer {
  let changed = mail
  for (let left = 1 + chance.below(4); left > 0; left--) changed = chance.oneOf(changes)(changed, chance)
  return changed
}

function spliced(mail: Buffer, at: number, without: number, put: Buffer): Buffer {
  return Buffer.concat([mail.subarray(0, at), put, mail.subarray(at + without)])
}
