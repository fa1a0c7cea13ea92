import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../core/shared/refusal.ts'
import { receiver, receiverName } from '../testing/receiver.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { mayReach, nothingInside } from '../webhooks/addresses.ts'
import { post, type Ways } from '../webhooks/post.ts'
import { targetOf } from '../webhooks/target.ts'

/** Peers let their servers be sent to themselves: loopback forgotten, only the string looked at, redirects followed. */

/** The ways to write an address that is nobody's on the internet. */
function spellings(): string[] {
  const v4 = [
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '017700000001',
    '0',
    '0.0.0.0',
  ]
  const metadata = ['169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518']
  const privates = [
    '10.0.0.1',
    '10.1',
    '172.16.0.1',
    '172.31.255.254',
    '192.168.0.1',
    '192.168.1',
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '240.0.0.1',
  ]
  const v6 = [
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::169.254.169.254',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001:db8::1',
    '100::1',
    '5f00::1',
  ]
  const dotted = ['127。0。0。1', '１２７.０.０.１', '127.0.0.1.', '①②⑦.⓪.⓪.①', '%31%32%37.0.0.1', '127.0.0.1%2e']
  const names = [
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
    'metadata.google.internal',
    'printer.local',
    'intranet',
    'db',
    'router.lan',
    'x.home.arpa',
  ]
  const hosts = [...v4, ...metadata, ...privates, ...dotted, ...names, ...v6.map((one) => `[${one}]`)]
  const around = (host: string) => [
    `https://${host}/`,
    `https://${host}:443/`,
    `https://${host}:8443/x?y#z`,
    `https://${host}\\@example.com/`,
    `HTTPS://${host}`,
    `https:${host}`,
    `https:/${host}/`,
  ]
  return hosts.flatMap(around)
}

describe('an address as it is written (holes 20, 31, 71)', () => {
  it('never leads inside, in any of its spellings', () => {
    const all = spellings()
    expect(all.length).toBeGreaterThan(400)
    const through = all.filter((url) => !isRefusal(targetOf(url, nothingInside)))
    expect(through).toEqual([])
  })

  it('is https, without a password, of somebody else', () => {
    for (const url of [
      'http://example.com/',
      'ftp://example.com',
      'https://a:b@example.com/',
      'javascript:1',
      '',
      '//x',
    ])
      expect(isRefusal(targetOf(url, nothingInside))).toBe(true)
    expect(isRefusal(targetOf('https://hooks.example.com/in?x=1', nothingInside))).toBe(false)
    expect(isRefusal(targetOf('https://93.184.215.14/', nothingInside))).toBe(false)
    expect(isRefusal(targetOf('https://[2606:2800:21f:cb07::1]/', nothingInside))).toBe(false)
  })
})

describe('an address as it is connected to (hole 71)', () => {
  const outgoing = (port: number) => ({
    url: new URL(`https://${receiverName}:${port}/in`),
    ...{ secret: 's', id: 'm', body: '{}', at: 1 },
  })

  it('is looked at behind the name, and only once', async () => {
    const told = await receiver()
    const inside: Ways = { ...told.ways, inside: nothingInside }
    expect(await post(outgoing(told.port), inside)).toBe('not-outside')
    let asked = 0
    const flips: Ways = {
      ...inside,
      resolve: async () => [{ address: asked++ === 0 ? '93.184.215.14' : '127.0.0.1', family: 4 }],
    }
    const both: Ways = {
      ...inside,
      resolve: async () => [
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    }
    expect(await post(outgoing(told.port), both)).toBe('not-outside')
    await Promise.race([post(outgoing(told.port), flips), new Promise((resolve) => setTimeout(resolve, 300))])
    expect(asked).toBe(1)
    for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]'])
      expect(await post({ ...outgoing(told.port), url: new URL(`https://${host}:${told.port}/`) }, inside)).toBe(
        'not-outside',
      )
    expect(told.received).toEqual([])
    await told.close()
  })

  it('does not follow a redirect inside (hole 8)', async () => {
    const told = await receiver()
    for (const host of ['127.0.0.1', receiverName]) {
      told.answer = { status: 307, location: `https://${host}:${told.port}/metadata` }
      expect(await post(outgoing(told.port), told.ways)).toBe('307')
    }
    // Whoever follows does so after the answer.
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(told.received.map(({ path }) => path)).toEqual(['/in', '/in'])
    await told.close()
  })

  it('shows a certificate that is trusted, for its name, and not over (hole 25)', async () => {
    const own = await receiver()
    const { ca: _, ...noRoot } = own.ways
    expect(await post(outgoing(own.port), noRoot)).toBe('not-trusted')
    expect(await post(outgoing(own.port), own.ways)).toBe('204')
    await own.close()
    for (const wrong of [selfSigned('other.test'), selfSigned(receiverName, -1)]) {
      const told = await receiver(wrong)
      expect(await post(outgoing(told.port), told.ways)).toBe('not-trusted')
      expect(told.received).toEqual([])
      await told.close()
    }
  })
})

it('what an address is, is told by its bits', () => {
  expect(['8.8.8.8', '2606:4700::1111'].every((one) => mayReach(one, nothingInside))).toBe(true)
  expect(['::ffff:8.8.8.8', 'fe80::1%eth0', 'example.com', ''].some((one) => mayReach(one, nothingInside))).toBe(false)
})
