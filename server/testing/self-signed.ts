import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate that vouches for itself, and its key, both PEM. */
export type SelfSigned = { readonly cert: string; readonly key: string }

const tlv = (tag: number, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts)
  const size = body.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
const sequence = (...parts: readonly Buffer[]) => tlv(0x30, ...parts)
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'))
const utcTime = (at: Date) => tlv(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const basicConstraints = oid('551d13')
const subjectAltName = oid('551d11')
const day = 86_400_000

/**
 * Makes a certificate for a name: a test needs a receiver that speaks TLS, and no key of one lies in the source.
 *
 * @param name host name that it is for
 * @param days so many more days it holds; less than none for one that is over
 */
export function selfSigned(name: string, days = 2): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const who = sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(name)))))
  const valid = sequence(utcTime(new Date(Date.now() - 3 * day)), utcTime(new Date(Date.now() + days * day)))
  const extensions = sequence(
    sequence(basicConstraints, tlv(0x01, Buffer.from([0xff])), tlv(0x04, sequence(tlv(0x01, Buffer.from([0xff]))))),
    sequence(subjectAltName, tlv(0x04, sequence(tlv(0x82, Buffer.from(name))))),
  )
  const version = tlv(0xa0, tlv(0x02, Buffer.from([2])))
  const serial = tlv(0x02, Buffer.from([1]))
  const key = publicKey.export({ type: 'spki', format: 'der' })
  const body = sequence(version, serial, ecdsaWithSha256, who, valid, who, key, tlv(0xa3, extensions))
  const signed = tlv(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const whole = sequence(body, ecdsaWithSha256, signed).toString('base64')
  const cert = `-----BEGIN CERTIFICATE-----\n${whole.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string }
}
