import { afterAll, describe, expect, it } from 'vitest'
import { addressesIn, isAddress } from '../mail/address.ts'
import { openMailer } from '../mail/mailer.ts'
import { readMail } from '../mail/read-mail.ts'
import { openMailReader } from '../mail/reader.ts'
import { safeHtml } from '../mail/safe-html.ts'
import { safeName } from '../vault/file-name.ts'

// Published holes of ticket systems and of libraries that read mails, each as the exact case against this product.

const none = new Map<string, string>()
const rawOf = (body: string, ...headers: string[]) =>
  Buffer.from(['From: a@b.example', 'Subject: x', ...headers, '', body].join('\r\n'))
const mail = (body: string, ...headers: string[]) => readMail(rawOf(body, ...headers)).mail

const reader = openMailReader()
afterAll(() => reader.close())
/** What the thread that reads mails makes of one, or why it gave up on it. */
const inThread = async (body: string, ...headers: string[]) => {
  const looked = await reader.read(rawOf(body, ...headers))
  return 'mail' in looked ? looked.mail : looked
}
const withFile = (name: string) =>
  mail(
    `--b\r\n\r\nx\r\n--b\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\nx\r\n--b--`,
    'Content-Type: multipart/mixed; boundary=b',
  )

describe('names of attachments', () => {
  it('CVE-2026-28289: what cannot be seen is taken out before anything is decided by a name', () => {
    const invisible = [
      '\u200b',
      '\u200c',
      '\u200d',
      '\u2060',
      '\ufeff',
      '\u00ad',
      '\u202e',
      '\u2066',
      '\u061c',
      '\u180e',
    ]
    for (const before of invisible)
      for (const name of ['.htaccess', '../x.php', '.user.ini', 'a.php']) {
        const { attachments } = withFile(`${before}${name.split('').join(before)}`)
        expect(safeName(attachments[0]?.name ?? '')).toMatch(/^[^.\p{Cf}/\\][^\p{Cf}/\\]*$/u)
      }
  })

  it('CVE-2019-18180: an endless ending is cut, at once', () => {
    const name = safeName(withFile(`x${'.aaaaaaaa'.repeat(20_000)}`).attachments[0]?.name ?? '')
    expect(name.length).toBeLessThanOrEqual(120)
  })
})

describe('pages of HTML', () => {
  it.each([
    ['freescout #5438: a link that runs', '<a href="javascript:alert(1)">x</a>'],
    ['CVE-2026-63006: a picture that calls the API', '<img src="/api/v1/../signout">'],
    ['CVE-2026-63206: an address without slashes', '<img src="http:evil.example/pixel">'],
    ['CVE-2026-56731: a title that is HTML', '<title></title><img src=x onerror=alert(1)>'],
    ['freescout #1359: a drawing that runs', '<svg onload=alert(1)><script>x()</script></svg>'],
  ])('%s', (_, html) => {
    expect(safeHtml(html, none)).not.toMatch(/(?:src|href|on\w+)=|script|svg/i)
  })

  it('CVE-2024-48938, CVE-2021-21439: a page of a word processor and an endless link are read like any other', async () => {
    const html = 'Content-Type: text/html; charset=utf-8'
    const said = '<p class=MsoNormal>投诉<o:p></o:p></p>'
    const styles = '<w:LsdException Locked="false"/>'.repeat(20_000)
    const read = { outcome: 'complaint', text: '投诉' }
    expect(await inThread(`<!--[if gte mso 9]><xml>${styles}</xml><![endif]-->${said}`, html)).toMatchObject(read)
    expect(await inThread(said + '<!--[if gte mso 9]>'.repeat(100_000), html)).toMatchObject(read)
    expect(await inThread(`http://${'a/'.repeat(500_000)}`)).toMatchObject({ outcome: 'complaint' })
  })
})

describe('reading', () => {
  it('CVE-2026-48187, mailparser #202: more parts than anybody sends are not read', async () => {
    const within = (boundary: number) => `Content-Type: multipart/mixed; boundary=${boundary}`
    const parts = '--0\r\n\r\n\r\n'.repeat(1_000_000)
    expect(await inThread(parts, within(0))).toEqual({ reason: 'too-many-parts' })
    const nested = Array.from({ length: 900 }, (_, depth) => `--${depth}\r\n${within(depth + 1)}\r\n\r\n`)
    expect(await inThread(nested.join(''), within(0))).toEqual({ reason: 'too-deep' })
    expect(await inThread('x', `X-Y: ${'z'.repeat(1 << 20)}`)).toEqual({ reason: 'headers-too-large' })
    expect(await inThread('x', `Cc: ${'c@d.example,'.repeat(10_000)}`)).toEqual({ reason: 'too-many-recipients' })
  })

  it('mailparser #263, #190: a wrong boundary and a message of headers alone come to an end', async () => {
    const empty = { outcome: 'quarantine', reason: 'empty' }
    expect(await inThread('x', 'Content-Type: multipart/mixed; boundary="=_never"')).toMatchObject(empty)
    const inner = '--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: only\r\n--b--'
    const attachments = [{ name: 'attachment-1.eml' }]
    expect(await inThread(inner, 'Content-Type: multipart/mixed; boundary=b')).toMatchObject({ attachments })
  })

  it('CVE-2026-61855: what a mail says of its own signature is never a verdict', () => {
    const signed = mail(
      '--b\r\n\r\nforged\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--',
      'Content-Type: multipart/signed; boundary=b',
      'Authentication-Results: mx.example; dkim=pass header.d=b.example',
    )
    const attachments = [{ name: 'attachment-1.bin' }]
    expect(signed).toMatchObject({ outcome: 'complaint', verdict: 'not-verified', attachments })
  })
})

describe('addresses', () => {
  it('CVE-2025-13033, CVE-2025-14874: one that reads in two ways is none, coming in or going out', async () => {
    const forged = [
      '"x@evil.example"@ok.example',
      '"x@evil.example x"@ok.example',
      'a@b.example,c@d.example',
      'a@b.example\r\nBcc: c@d.example',
      '<a@b.example>',
      'a(b)@c.example',
      `${'a:'.repeat(5000)}b@c.example`,
      '=?utf-8?q?a=40evil.example=2C?=@ok.example@x',
    ]
    const mailer = openMailer('smtp://127.0.0.1:9', 'a@b.example')
    for (const to of forged) {
      expect(isAddress(to)).toBe(false)
      await expect(mailer.send({ to, subject: 'x', text: 'x' })).rejects.toThrow('no address')
    }
    expect(addressesIn(forged[0] ?? '')).toEqual([])
    for (const opening of ['a:', '(', 'a(', '"', '<', ',']) {
      const endless = opening.repeat(100_000)
      for (const found of addressesIn(`${endless}b@c.example`)) expect(found).toBe('b@c.example')
    }
  })
})
