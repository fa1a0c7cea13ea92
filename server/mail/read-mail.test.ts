import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressesIn, isAddress } from './address.ts'
import { limits } from './limits.ts'
import { newWords } from './new-words.ts'
import { type Mail, readMail } from './read-mail.ts'
import { encoded } from './testing/encode.ts'

const bytes = (...pieces: (string | Buffer)[]) =>
  Buffer.concat(pieces.map((one) => (typeof one === 'string' ? Buffer.from(one) : one)))
const look = (...pieces: (string | Buffer)[]): Mail => readMail(bytes(...pieces)).mail
const from = 'From: =?gbk?B?zfXOsA==?= <wang@example.com>\r\n'
const multipart = `${from}Content-Type: multipart/mixed; boundary="b"\r\n\r\n`

describe('a mail', () => {
  it('says who wrote what', () => {
    const mail = look(from, 'Subject: =?utf-8?Q?=E6=8A=95=E8?= =?utf-8?Q?=AF=89?=\r\n\r\n多收了钱。\r\n')
    expect(mail).toMatchObject({
      outcome: 'complaint',
      from: 'wang@example.com',
      fromName: '王伟',
      subject: '投诉',
      text: '多收了钱。',
    })
  })

  it('is read where its headers are raw bytes in any of the usual encodings', () => {
    for (const encoding of ['gb18030', 'big5'] as const)
      expect(look(from, 'Subject: ', encoded('電費多收，要求退款', encoding), '\r\n\r\nx').subject).toBe(
        '電費多收，要求退款',
      )
  })

  it('keeps every byte of its attachments, and their names however they are written', () => {
    const file = Buffer.from(Array.from({ length: 70_000 }, (_, n) => n % 256))
    const base64 = file.toString('base64').replace(/.{76}/g, '$&\r\n')
    const names = [
      [`Content-Disposition: attachment; filename*=gb2312''%D0%A1%C6%B1.jpg`, '小票.jpg'],
      [
        `Content-Disposition: attachment; filename*0*=utf-8''%E5%B0%8F; filename*1*=%E7%A5%A8; filename*2=.jpg`,
        '小票.jpg',
      ],
      ['Content-Disposition: attachment; filename="=?gbk?B?0KHGsS5qcGc=?="', '小票.jpg'],
      [bytes('Content-Disposition: attachment; filename="', encoded('小票.jpg', 'gb18030'), '"'), '小票.jpg'],
      [bytes('Content-Disposition: attachment; filename="', encoded('成功許可.pdf', 'big5'), '"'), '成功許可.pdf'],
      ['Content-Disposition: attachment; filename="..\\\\..\\\\etc/passwd"', 'passwd'],
      ['Content-Disposition: attachment; filename="a\u202egpj.exe"', 'agpj.exe'],
      ['Content-Disposition: attachment', 'attachment-1.pdf'],
    ] as const
    for (const [line, name] of names) {
      const raw = bytes(
        multipart,
        '--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n',
        line,
        '\r\n\r\n',
        base64,
        '\r\n--b--\r\n',
      )
      const { mail, bytesOf } = readMail(raw)
      expect(mail.attachments).toEqual([{ name, type: 'application/pdf', bytes: file.length, contentId: undefined }])
      expect(bytesOf(0).equals(file)).toBe(true)
    }
  })

  it('keeps line ends of an attachment that travels as it is, and a mail within as a whole', () => {
    const inner = 'From: x@y.example\nSubject: in\r\n\r\n--b1\nkept\r'
    const { mail, bytesOf } = readMail(
      bytes(multipart, `--b\r\n\r\nsee\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b--`),
    )
    expect(mail).toMatchObject({ text: 'see', attachments: [{ name: 'attachment-1.eml', type: 'message/rfc822' }] })
    expect(bytesOf(0).toString()).toBe(inner)
  })

  it('reads HTML where there is nothing else, without what nobody sees', () => {
    const html =
      '<title>t</title><style>p{}</style><p>一</p><p>二<br>三<script>x()</script><div style="display:none">no</div><blockquote>old</blockquote>'
    expect(look(from, 'Content-Type: text/html\r\n\r\n', html)).toMatchObject({
      text: '一\n\n二\n三',
      folded: '>\n> old',
    })
    const both = `--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--b--`
    expect(look(from, 'Content-Type: multipart/alternative; boundary=b\r\n\r\n', both)).toMatchObject({
      text: 'plain',
      attachments: [],
    })
  })

  it.each([
    ['Return-Path: <>', 'empty-return-path'],
    ['Auto-Submitted: auto-replied', 'auto-submitted'],
    ['Precedence: bulk', 'bulk'],
    ['X-Loop: x', 'loop'],
    ['X-Auto-Response-Suppress: All', 'response-suppressed'],
    ['Content-Type: multipart/report; boundary=b', 'delivery-report'],
    ['X-Autoreply: yes', 'auto-reply'],
    ['Subject: 自动回复：您好\r\nIn-Reply-To: <1@a>', 'weak-signs'],
  ])('with %s comes from a machine', (header, reason) => {
    expect(look(header, '\r\n', from, '\r\nx')).toMatchObject({ outcome: 'automatic', reason })
  })

  it.each([
    ['Auto-Submitted: no', 'complaint'],
    ['Subject: 自动回复没有用，我要投诉', 'complaint'],
    ['Subject: Out of office hours nobody answers', 'complaint'],
    ['In-Reply-To: <1@a>', 'reply'],
  ])('with %s comes from a person', (header, outcome) => {
    expect(look(from, header, '\r\n\r\nx').outcome).toBe(outcome)
  })

  it.each([
    ['Subject: x\r\n\r\nx', 'no-sender'],
    ['From: "x@evil"@ok\r\n\r\nx', 'no-sender'],
    [`${from}Subject: x\r\n\r\n \r\n`, 'empty'],
    [`${from}Content-Type: text/html\r\n\r\n${'<i>'.repeat(limits.tags + 1)}`, 'html-too-complex'],
  ])('waits for a person: %.40s', (mail, reason) => {
    expect(look(mail)).toMatchObject({ outcome: 'quarantine', reason })
  })

  it('is given up on before it does harm', () => {
    expect(() => look(multipart, '--b\r\n\r\n\r\n'.repeat(limits.parts + 1))).toThrow('too-many-parts')
    expect(() => look(from, `X: ${'y'.repeat(limits.headers)}\r\n\r\nx`)).toThrow('headers-too-large')
    expect(() => look(from, `To: ${'a@b.c,'.repeat(limits.recipients + 1)}\r\n\r\nx`)).toThrow('too-many-recipients')
  })
})

describe('new words', () => {
  const said = '还是没有人联系我。'
  it.each([
    `${said}\n\n在 2026年3月2日，客服 <a@b.c> 写道：\n> 您好\n> 请稍候`,
    `${said}\n\nOn Mon, Mar 2, 2026 at 9:00 AM Somebody\n<a@b.c> wrote:\n\n> hello`,
    `${said}\n\n------------------ 原始邮件 ------------------\n发件人: "客服" <a@b.c>;\n发送时间: 2026年3月2日\n\n您好`,
    `${said}\n\n发件人：客服\n发送时间：2026年3月2日 9:00\n收件人：王\n主题：回复\n\n您好`,
    `${said}\n\n-----Original Message-----\nFrom: a@b.c\n\nhello`,
    `${said}\n-- \n王伟\n电话 13800000000`,
    `${said}\n\n发自我的iPhone`,
    `At 2026-03-02 09:00:00, "客服" <a@b.c> wrote:\n>您好\n\n${said}`,
  ])('%j', (text) => {
    expect(newWords(text).text).toBe(said)
    expect(newWords(text).folded).not.toBe('')
  })

  it('are all of it where nothing else is there, and lines that only look like a quotation stay', () => {
    expect(newWords('> 转给你们看\n> 油品有问题')).toEqual({ text: '> 转给你们看\n> 油品有问题', folded: '' })
    expect(newWords('发件人：我\n加油站在城西。').folded).toBe('')
    expect(newWords('从我的账户扣了两次钱').folded).toBe('')
  })
})

describe('an address', () => {
  it('is read out of what stands around it', () => {
    expect(addressesIn('"a, b" <x@y.example>, z@y.example (c), g: h@y.example;')).toEqual([
      'x@y.example',
      'z@y.example',
      'h@y.example',
    ])
    expect(addressesIn('<a@b.c>x<d@e.f>')).toEqual([])
    expect(addressesIn('"a, x@evil.example, b" <real@ok.example>')).toEqual(['real@ok.example'])
  })

  it('never holds what a mail server could read in another way', () => {
    const sign = fc.constantFrom(
      'a',
      'b',
      '@',
      '.',
      '"',
      '<',
      '>',
      '(',
      ')',
      ' ',
      '\r',
      '\n',
      '\0',
      ',',
      ';',
      ':',
      '\\',
      '=?',
      '?=',
      '[',
      ']',
      '中',
    )
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
        const text = signs.join('')
        if (isAddress(text)) expect(text).toMatch(/^[\w!#$%&'*+/=?^`{|}~.-]+@[\w.-]+$/)
        for (const one of addressesIn(text)) expect(isAddress(one)).toBe(true)
      }),
      { numRuns: 10_000 },
    )
  })
})
