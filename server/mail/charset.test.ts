import { describe, expect, it } from 'vitest'
import { decodeText } from './charset.ts'
import { encoded } from './testing/encode.ts'

const plain = '加油站多收了钱，请尽快处理并答复。'
const old = '物業公司不處理漏水的問題，請回覆。'

describe('text of bytes', () => {
  it.each([
    ['GB18030 as named', encoded(plain, 'gb18030'), 'gb2312', plain],
    ['GB18030 under a name of a mailer', encoded(plain, 'gb18030'), 'X-GBK', plain],
    ['GB18030 that calls itself UTF-8', encoded(plain, 'gb18030'), 'utf-8', plain],
    ['GB18030 that calls itself Latin', encoded(plain, 'gb18030'), 'iso-8859-1', plain],
    ['GB18030 that calls itself Big5', encoded(plain, 'gb18030'), 'big5', plain],
    ['GB18030 of no name', encoded(plain, 'gb18030'), undefined, plain],
    ['Big5 as named', encoded(old, 'big5'), 'big5', old],
    ['Big5 of no name', encoded(old, 'big5'), undefined, old],
    ['Big5 that calls itself GB2312', encoded(old, 'big5'), 'gb2312', old],
    ['UTF-8 that calls itself GBK', Buffer.from(plain), 'gbk', plain],
    ['UTF-8 that calls itself ASCII', Buffer.from(plain), 'us-ascii', plain],
    ['UTF-8 of an unknown name', Buffer.from('Müller, 😀'), 'x-nobody-knows', 'Müller, 😀'],
    ['short words in GB18030', encoded('投诉', 'gb18030'), undefined, '投诉'],
    ['rare characters as named', encoded('囍', 'gb18030'), 'gb18030', '囍'],
    ['a cut character', encoded(plain, 'gb18030').subarray(0, -1), undefined, `${plain.slice(0, -1)}\ufffd`],
    ['Latin letters of no name', Buffer.from('M\xfcller, Stra\xdfe', 'latin1'), undefined, 'Müller, Straße'],
    ['Cyrillic as named', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), 'windows-1251', 'Привет'],
    ['seven bits', Buffer.from('~{<SSM~}', 'latin1'), 'hz-gb-2312', '加油'],
    ['Japanese in seven bits', Buffer.from('\x1b$B$3$s\x1b(B', 'latin1'), 'iso-2022-jp', 'こん'],
  ])('%s', (_, bytes, declared, text) => {
    expect(decodeText(bytes, declared)).toBe(text)
  })
})
