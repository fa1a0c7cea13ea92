import { BlockList, isIP } from 'node:net'

/**
 * Networks that are nobody's on the internet: loopback, private, link-local with the metadata services of clouds, shared, for
 * documentation, multicast, reserved. Of IPv6 only what is given out to hosts is reached at all, less what carries an address of IPv4
 * inside it.
 */
const shut = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  shut.addSubnet(network, bits, 'ipv4')
const open6 = new BlockList()
open6.addSubnet('2000::', 3, 'ipv6')
const shut6 = new BlockList()
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  shut6.addSubnet(network, bits, 'ipv6')

/** Networks of the own house that may be reached all the same, as the operator named them. */
export type Reachable = { readonly has: (address: string) => boolean }
export const nothingInside: Reachable = { has: () => false }

/**
 * Networks as they are written in a setting: `10.1.0.0/16`, `fd00::/8`, an address.
 *
 * @throws Error where one is none
 */
export function reachable(networks: readonly string[]): Reachable {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return { has: (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4') }
}

/** Whether a message may be sent to an address, as it is connected to: IPv4 or IPv6, never a name. */
export function mayReach(address: string, inside: Reachable): boolean {
  const family = isIP(address)
  if (family === 0) return false
  if (inside.has(address)) return true
  return family === 4 ? !shut.check(address, 'ipv4') : open6.check(address, 'ipv6') && !shut6.check(address, 'ipv6')
}
