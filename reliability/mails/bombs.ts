/** Mails that are made to hurt whoever reads them, by name; small to send and large to read. */
export const bombs: Readonly<Record<string, () => Buffer>> = {
  'two hundred thousand parts': () => mail('multipart/mixed; boundary=b', '--b\r\n\r\n\r\n'.repeat(200_000)),
  'twenty thousand levels': () =>
    mail(
      'multipart/mixed; boundary=b0',
      Array.from(
        { length: 20_000 },
        (_, level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`,
      ).join(''),
    ),
  'messages in messages': () => mail('message/rfc822', 'Content-Type: message/rfc822\r\n\r\n'.repeat(500)),
  'fifty thousand recipients': () =>
    Buffer.from(
      `From: a@b.example\r\nTo: ${Array.from({ length: 50_000 }, (_, n) => `p${n}@c.example`).join(',\r\n ')}\r\n\r\nx`,
    ),
  'headers of two megabytes': () => Buffer.from(`From: a@b.example\r\nX-Long: ${'y'.repeat(2 << 20)}\r\n\r\nx`),
  'a million tags': () => mail('text/html', '<b>'.repeat(1_000_000)),
  'tags that open and never close': () => mail('text/html', '<'.repeat(3_000_000)),
  'text of thirty megabytes': () => mail('text/plain', 'x\n'.repeat(15 << 20)),
  'a megabyte of attributions': () => mail('text/plain', 'On Monday somebody said \n'.repeat(40_000)),
  'a megabyte of encoded words': () =>
    Buffer.from(`From: a@b.example\r\nSubject: ${'=?gbk?B?'.repeat(30_000)}\r\n\r\nx`),
  'a megabyte of one address': () => Buffer.from(`From: ${'('.repeat(120_000)}${'"'.repeat(120_000)}\r\n\r\nx`),
  'paragraphs of a word processor': () =>
    mail('text/html', `<!--[if gte mso 9]>${'<o:p>&nbsp;</o:p>'.repeat(60_000)}<![endif]--><p class=MsoNormal>x`),
  'an endless ending': () => mail(`application/pdf; name="${`${'a.'.repeat(100_000)}`}"`, 'x'),
  'a megabyte of slashes in a link': () => mail('text/plain', `http://${'a/'.repeat(500_000)}`),
  'padding and nothing else': () => mail('application/pdf\r\nContent-Transfer-Encoding: base64', 'a='.repeat(500_000)),
}

function mail(type: string, body: string): Buffer {
  return Buffer.from(`From: a@b.example\r\nSubject: x\r\nContent-Type: ${type}\r\n\r\n${body}`)
}
