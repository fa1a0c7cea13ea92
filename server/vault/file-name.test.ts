import fc from 'fast-check'
import { expect, it } from 'vitest'
import { attachment } from '../http/attachment.ts'
import { endingOf, safeName } from './file-name.ts'

it.each([
  ['照片 1.jpg', '照片 1.jpg'],
  ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
  ['a\u200Bb\uFEFF\u0000c.pdf', 'abc.pdf'],
  ['../../etc/passwd', 'etcpasswd'],
  ['C:\\Windows\\x.doc', 'CWindowsx.doc'],
  ['"; filename=evil.html', '; filename=evil.html'],
  ['...', 'file'],
  ['', 'file'],
])('makes of %j the name %j', (given, name) => {
  expect(safeName(given)).toBe(name)
})

it('keeps a name short with its ending, in no time', () => {
  expect(safeName(`${'长'.repeat(500)}.jpeg`)).toMatch(/^长{115}\.jpeg$/)
  expect(endingOf(`x.${'a'.repeat(5_000_000)}`)).toBe('')
  expect([...safeName(`x.${'a'.repeat(5_000_000)}`)]).toHaveLength(120)
})

it('lets nothing of any name into the header but a name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
      const name = safeName(given)
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u)
      expect(attachment(name)).toMatch(
        /^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9%._~!$&+^`|#-]*$/,
      )
      expect(decodeURIComponent(attachment(name).split("UTF-8''")[1] ?? '')).toBe(name)
    }),
  )
})
