import { describe, expect, it } from 'vitest'
import { readMail } from '../mail/read-mail.ts'

/** A peer called a mail's signature good though what it showed was not covered (hole 18). */

const by = 'mx.case.example'
const passes = `Authentication-Results: ${by}; dmarc=pass header.from=bank.example; dkim=pass header.d=bank.example`
const verdictOf = (headers: readonly string[], checkedBy: string | undefined = by) =>
  readMail(Buffer.from(['From: a@bank.example', ...headers, '', 'x'].join('\r\n')), checkedBy).mail.verdict
const behindOneHop = (headers: readonly string[]) => [
  'Received: from gate by mx',
  ...headers,
  'Received: from far by gate',
]

describe('what a mail says of its own sender', () => {
  it('counts where the mail server of the house says it, and is failed where that says so', () => {
    expect(verdictOf(behindOneHop([passes]))).toBe('verified')
    expect(verdictOf([`Authentication-Results: ${by} 1;\r\n spf=pass smtp.mailfrom=a@bank.example`])).toBe('verified')
    expect(verdictOf([`Authentication-Results: ${by}; dkim=pass (good) header.i=@bank.example`])).toBe('verified')
    expect(
      verdictOf([
        `Authentication-Results: ${by}; dmarc=fail header.from=bank.example; dkim=pass header.d=bank.example`,
      ]),
    ).toBe('failed')
    expect(verdictOf([passes, `Authentication-Results: ${by}; dmarc=fail header.from=bank.example`])).toBe('failed')
  })

  const results = (text: string) => [`Authentication-Results: ${text}`]
  const wrapped: readonly (readonly string[])[] = [
    ...[
      'evil.example',
      `x.${by}`,
      `${by}.evil.example`,
      `"${by}"`,
      '',
      ' ',
      `(${by})`,
      'mx',
      `evil ${by}`,
      `${by}x`,
    ].map((name) => results(`${name}; dmarc=pass header.from=bank.example`)),
    ...[
      'evil.example',
      'bank.example.evil.example',
      'xbank.example',
      'sub.bank.example',
      'example',
      '',
      '*',
      'bank.example@evil.example',
      '"bank.example"',
      '(bank.example)',
    ].flatMap((domain) => [
      results(`${by}; dmarc=pass header.from=${domain}`),
      results(`${by}; dkim=pass header.d=${domain}`),
    ]),
    ...[
      'none',
      'neutral',
      'softfail',
      'temperror',
      'permerror',
      'policy',
      'passed',
      'pass-ish',
      '"pass"',
      'fail pass',
    ].map((result) => results(`${by}; spf=${result} smtp.mailfrom=bank.example`)),
    ...['x', 'arc', 'dkim-atps', 'iprev', 'auth', 'vbr'].map((method) =>
      results(`${by}; ${method}=pass header.d=bank.example header.from=bank.example`),
    ),
    results(`${by}; dkim=fail reason="; dmarc=pass header.from=bank.example"`),
    results(`${by}; none (dmarc=pass header.from=bank.example)`),
    results(`${by}; dkim=fail (x ; dmarc=pass header.from=bank.example ;) header.d=bank.example`),
    results(`evil.example (${by}; dmarc=pass header.from=bank.example)`),
    results(`evil.example; dkim=pass header.d=bank.example ${by}`),
    ['ARC-Authentication-Results: i=1; mx.case.example; dmarc=pass header.from=bank.example'],
    ['X-Authentication-Results: mx.case.example; dmarc=pass header.from=bank.example'],
    ['Received-SPF: pass (mx.case.example) client-ip=192.0.2.1; envelope-from=a@bank.example'],
    ['DKIM-Signature: v=1; d=bank.example; b=x'],
    ['Received: by mx', 'Received: by gate', passes],
    ['Received: by mx', passes, 'Received: by gate', passes],
    [passes, 'From: other@evil.example'],
    ['From: other@evil.example', passes],
    [`Subject: x`, `Content-Type: multipart/signed; boundary=b`],
  ]

  it('is never a verdict where anybody may have written it', () => {
    expect(wrapped.length).toBeGreaterThanOrEqual(50)
    expect(wrapped.filter((headers) => verdictOf(headers) !== 'not-verified')).toEqual([])
    expect([undefined, '', 'other.example'].map((name) => verdictOf([passes], name || ''))).toEqual(
      Array(3).fill('not-verified'),
    )
  })

  it('stands in the headers of the message itself, not in those of a part or of a message within', () => {
    const inner = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${passes}\r\n\r\nx\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${passes}\r\n\r\nx\r\n--b--`
    expect(verdictOf([inner])).toBe('not-verified')
    const several = `From: a@bank.example, b@evil.example\r\n${passes}\r\n\r\nx`
    expect(readMail(Buffer.from(several), by).mail.verdict).toBe('not-verified')
  })
})
