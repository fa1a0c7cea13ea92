import { describe, expect, it } from 'vitest'
import { addressesIn, isAddress } from '../mail/address.ts'
import { openMailer } from '../mail/mailer.ts'
import { readMail } from '../mail/read-mail.ts'
import { safeHtml } from '../mail/safe-html.ts'
import { safeName } from '../vault/file-name.ts'

// Published holes of ticket systems and of libraries that read mails, each as the exact case against this product.

const none = new Map<string, string>()
const mail = (body: string, ...headers: string[]) =>
  readMail(Buffer.from(['From: a@b.example', 'Subject: x', ...headers, '', body].join('\r\n'))).mail
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

  it('CVE-2024-48938, CVE-2021-21439: a page of a word processor and an endless link are read like any other', () => {
    const word = `<!--[if gte mso 9]><xml>${'<w:LsdException Locked="false"/>'.repeat(20_000)}</xml><![endif]--><p class=MsoNormal>投诉<o:p></o:p></p>`
    expect(mail(word, 'Content-Type: text/html; charset=utf-8').text).toContain('投诉')
    expect(mail(`http://${'a/'.repeat(500_000)}`).outcome).toBe('complaint')
  })
})

describe('reading', () => {
  it('CVE-2026-48187, mailparser #202: more parts than anybody sends are not read', () => {
    expect(() => mail('--b\r\n\r\n\r\n'.repeat(1_000_000), 'Content-Type: multipart/mixed; boundary=b')).toThrow(
      'too-many-parts',
    )
  })

  it('mailparser #263, #190: a wrong boundary and a message of headers alone come to an end', () => {
    expect(mail('x', 'Content-Type: multipart/mixed; boundary="=_never"').outcome).toBe('quarantine')
    const inner = '--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: only\r\n--b--'
    expect(mail(inner, 'Content-Type: multipart/mixed; boundary=b').attachments).toHaveLength(1)
  })

  it('CVE-2026-61855: what a mail says of its own signature is never a verdict', () => {
    const signed = mail(
      '--b\r\n\r\nforged\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--',
      'Content-Type: multipart/signed; boundary=b',
      'Authentication-Results: mx.example; dkim=pass',
    )
    expect(Object.keys(signed)).not.toEqual(expect.arrayContaining(['verified']))
    expect(signed).toMatchObject({ outcome: 'complaint', attachments: [{ name: 'attachment-1.bin' }] })
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
  })
})
