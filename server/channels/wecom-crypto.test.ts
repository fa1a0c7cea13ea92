import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { chanceOf } from '../../reliability/mails/chance.ts'
import { type CallbackSecret, encryptCallback, openCallback, signatureOf } from './wecom-crypto.ts'
import { fieldsOf, wecomAsMail } from './wecom-message.ts'

const secret: CallbackSecret = {
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  corpId: 'wx5823bf96d3bd56c7',
}
const now = 1_770_000_000
const said =
  '<xml><FromUserName><![CDATA[mycreate]]></FromUserName><MsgType>text</MsgType><Content><![CDATA[加油站多收了钱]]></Content></xml>'

function sealedBy(by: CallbackSecret, text = said, timestamp = String(now)) {
  const encrypted = encryptCallback(by, text)
  return { encrypted, vouched: { signature: signatureOf(by.token, timestamp, 'n', encrypted), timestamp, nonce: 'n' } }
}

describe('a message of WeCom', () => {
  it('is opened as it is documented: this one is the example of the documentation', () => {
    const echo = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=='
    const vouched = {
      signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
      timestamp: '1409659589',
      nonce: '263014780',
    }
    expect(openCallback(secret, vouched, echo, 1_409_659_600)).toBe('1616140317555161061')
  })

  it('opens where it is whole, signed, fresh and for this house, and never else', () => {
    const { encrypted, vouched } = sealedBy(secret)
    expect(openCallback(secret, vouched, encrypted, now + 299)).toBe(said)
    expect(openCallback(secret, vouched, encrypted, now + 301)).toBeUndefined()
    expect(openCallback(secret, vouched, encrypted, now - 301)).toBeUndefined()
    for (const other of [
      { ...secret, corpId: 'wx-other' },
      { ...secret, token: 'other' },
      { ...secret, aesKey: `k${secret.aesKey.slice(1)}` },
    ]) {
      const foreign = sealedBy(other)
      expect(openCallback(secret, foreign.vouched, foreign.encrypted, now)).toBeUndefined()
    }
  })

  it('that was mutated, replayed or made up is none, of twenty thousand', () => {
    const { encrypted, vouched } = sealedBy(secret)
    const opened: number[] = []
    for (let seed = 1; seed <= 20_000; seed++) {
      const chance = chanceOf(seed)
      const bytes = Buffer.from(encrypted, 'base64')
      for (let left = 1 + chance.below(3); left > 0; left--) {
        const at = chance.below(bytes.length)
        bytes[at] = (bytes[at] ?? 0) ^ (1 + chance.below(255))
      }
      const cut = chance.below(4) === 0 ? bytes.subarray(0, chance.below(bytes.length)) : bytes
      const changed = cut.toString('base64')
      // Every other one is signed again, by somebody who learnt the token and not the key.
      const signature =
        seed % 2 ? vouched.signature : signatureOf(secret.token, vouched.timestamp, vouched.nonce, changed)
      const answer = openCallback(secret, { ...vouched, signature }, changed, now)
      // Of a message that is not signed anew nothing opens; what is signed anew with another content is only noise where it opens.
      if (answer !== undefined && (seed % 2 || answer === said)) opened.push(seed)
    }
    expect(opened).toEqual([])
    for (const signature of [
      '',
      ' ',
      vouched.signature.toUpperCase(),
      vouched.signature.slice(0, 39),
      `${vouched.signature}0`,
      randomBytes(20).toString('hex'),
    ])
      expect(openCallback(secret, { ...vouched, signature }, encrypted, now)).toBeUndefined()
  })

  it('is read without entities, and never becomes a complaint of somebody by itself', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><xml><MsgType>text</MsgType><Content>&a;&b;</Content></xml>`
    expect(fieldsOf(bomb).Content).not.toMatch(/aaaa|root:/)
    const fields = fieldsOf('<xml><__proto__><x>y</x></__proto__><a><b>deep</b>y</a></xml>')
    expect([fields.a, fields.b, Object.getPrototypeOf(fields), 'x' in {}]).toEqual(['y', undefined, null, false])
    expect(wecomAsMail(Buffer.from(said))).toMatchObject({
      from: undefined,
      fromName: 'mycreate',
      text: '加油站多收了钱',
    })
    expect(wecomAsMail(Buffer.from('<xml><MsgType>event</MsgType></xml>')).outcome).toBe('automatic')
    expect(wecomAsMail(Buffer.from('<xml><MsgType>image</MsgType></xml>')).text).toContain('图片')
  })
})
