import { encoded } from '../../server/mail/testing/encode.ts'
import type { Chance } from './chance.ts'

/** What people write, and what stands where they should have. */
const said = [
  '加油后发动机抖动，加的是九十五号油，请调查。',
  '物業費收錢不辦事，要求退款並道歉。',
  'The pump showed 40 l, my tank holds 35.',
  '房屋漏水三个月无人处理！！！',
  '',
  'x'.repeat(3000),
  '😀𠮷\u202e反\u200b向',
]
const charsets = [
  'utf-8',
  'gb2312',
  'gbk',
  'gb18030',
  'big5',
  'us-ascii',
  'x-unknown',
  '',
  'iso-8859-1',
  'utf-16',
  'hz-gb-2312',
]
const transfers = ['7bit', '8bit', 'base64', 'quoted-printable', 'x-uuencode', 'foobar', '']
const names = [
  '小票.jpg',
  '../../etc/passwd',
  '.htaccess',
  `${'长'.repeat(300)}.pdf`,
  'a\u202egpj.exe',
  '',
  'photo.png',
]
const senders = [
  'wang@example.com',
  '"王, 伟" <wang.wei@example.com>',
  '=?gb2312?B?zfXOsA==?= <w@example.cn>',
  'nobody',
  '"x@evil"@ok',
  '<>',
  'a@b.example, c@d.example',
  '',
]
const types = [
  'text/plain',
  'text/html',
  'image/png',
  'application/pdf',
  'message/rfc822',
  'application/octet-stream',
  'text',
  '/',
  'multipart/mixed',
]
const extra = [
  'Auto-Submitted: auto-replied',
  'Precedence: bulk',
  'Return-Path: <>',
  'In-Reply-To: <1@example.com>',
  'References: <1@example.com> <2@example.com>',
  'X-Loop: a',
  'no colon here',
  ' folded from nowhere',
  `X-Long: ${'y'.repeat(2000)}`,
]

/** A mail grown from a grammar of what mailers send, right and wrong. */
export function growMail(chance: Chance): Buffer {
  const headers = [
    Buffer.from(`From: ${chance.oneOf(senders)}`),
    Buffer.from('To: complaints@example.org'),
    Buffer.concat([Buffer.from('Subject: '), subject(chance)]),
    Buffer.from(`Message-ID: <${chance.below(1e9)}@example.com>`),
    ...Array.from({ length: chance.below(3) }, () => Buffer.from(chance.oneOf(extra))),
  ]
  const line = chance.oneOf(['\r\n', '\n', '\r\n'])
  return Buffer.concat([...headers.flatMap((one) => [one, Buffer.from(line)]), part(chance, line, 0)])
}

function subject(chance: Chance): Buffer {
  const text = chance.oneOf(said).slice(0, 60)
  const bytes = written(chance, text)
  const way = chance.below(4)
  if (way === 0) return bytes
  const charset = chance.oneOf(charsets)
  if (way === 1) return Buffer.from(`=?${charset}?B?${bytes.toString('base64')}?=`)
  if (way === 2)
    return Buffer.from(
      `=?${charset}?Q?${[...bytes].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('')}?=`,
    )
  return Buffer.from(text)
}

function written(chance: Chance, text: string): Buffer {
  const encoding = chance.oneOf(['utf-8', 'gb18030', 'big5'] as const)
  return encoding === 'utf-8' ? Buffer.from(text) : encoded(text, encoding)
}

/** The headers and the body of a message or a part, with what stands within. */
function part(chance: Chance, line: string, depth: number): Buffer {
  if (depth < 6 && chance.below(3) === 0) return several(chance, line, depth)
  const type = chance.oneOf(types)
  const transfer = chance.oneOf(transfers)
  const charset = chance.oneOf(charsets)
  const name = chance.below(2) ? `; name="${chance.oneOf(names)}"` : ''
  const disposition = chance.oneOf(['', 'attachment', 'inline', `attachment; filename*=gb2312''%D0%A1%C6%B1.jpg`])
  const head = [`Content-Type: ${type}; charset=${charset}${name}`, `Content-Transfer-Encoding: ${transfer}`]
  if (disposition) head.push(`Content-Disposition: ${disposition}`)
  return Buffer.concat([
    Buffer.from(head.join(line) + line + line),
    travelling(chance, transfer, body(chance, type, depth)),
  ])
}

function several(chance: Chance, line: string, depth: number): Buffer {
  const boundary = chance.oneOf(['b1', '-', '=_x y', 'b1', `b${chance.below(1e6)}`])
  const kind = chance.oneOf(['mixed', 'alternative', 'related', 'report', 'signed', 'digest'])
  const delimiter = Buffer.from(`${line}--${boundary}${line}`)
  const parts = Array.from({ length: chance.below(4) }, () => [delimiter, part(chance, line, depth + 1)])
  const end = Buffer.from(chance.below(4) ? `${line}--${boundary}--${line}` : '')
  return Buffer.concat([
    Buffer.from(`Content-Type: multipart/${kind}; boundary="${boundary}"${line}${line}`),
    ...parts.flat(),
    end,
  ])
}

function body(chance: Chance, type: string, depth: number): Buffer {
  if (type === 'message/rfc822' && depth < 4) return growMail(chance)
  const text = Array.from({ length: 1 + chance.below(4) }, () => chance.oneOf(said)).join('\r\n')
  const quoted = chance.below(3) ? text : `${text}\r\n在 2026年3月2日，某人写道：\r\n> ${text}\r\n-- \r\n王`
  return written(chance, type === 'text/html' ? `<div><p>${quoted}<blockquote>${text}<script>x()` : quoted)
}

function travelling(chance: Chance, transfer: string, bytes: Buffer): Buffer {
  // One in eight lies about how it travels.
  if (chance.below(8) === 0) return bytes
  if (transfer === 'base64') return Buffer.from(bytes.toString('base64').replace(/.{76}/g, '$&\r\n'))
  if (transfer !== 'quoted-printable') return bytes
  return Buffer.from(
    [...bytes]
      .map((byte) =>
        byte < 0x20 || byte > 0x7e || byte === 0x3d
          ? `=${byte.toString(16).padStart(2, '0').toUpperCase()}`
          : String.fromCharCode(byte),
      )
      .join(''),
  )
}
