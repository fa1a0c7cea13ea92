import { describe, expect, it } from 'vitest'
import { scanFor } from './needle-scan.ts'

const needle = '欧阳·canary 138'
const { find } = scanFor([needle, '别的什么人'])
const noise = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * 97 + 13) % 251))
const inNoise = (bytes: Buffer | string) => [...find(Buffer.concat([noise(50), Buffer.from(bytes), noise(50)]))]

describe('the scan', () => {
  it('finds a text in every form it can hide in', () => {
    const utf16 = Buffer.from(needle, 'utf16le')
    const hidden: (Buffer | string)[] = [
      needle,
      utf16,
      Buffer.from(utf16).swap16(),
      Buffer.from(needle).toString('hex'),
      Buffer.from(needle).toString('hex').toUpperCase(),
      utf16.toString('hex'),
      encodeURIComponent(needle),
    ]
    hidden.push([...needle].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''))
    for (const before of ['', 'a', 'ab', 'abc'])
      for (const code of ['base64', 'base64url'] as const)
        hidden.push(Buffer.from(`${before}${needle}z`).toString(code))
    for (const one of hidden) expect(inNoise(one), String(one)).toEqual([needle])
  })

  it('finds it at the very start and the very end, and nothing where nothing is', () => {
    expect([...find(Buffer.from(needle))]).toEqual([needle])
    expect(inNoise(needle.slice(0, -1))).toEqual([])
    expect([...find(Buffer.alloc(0))]).toEqual([])
  })
})
