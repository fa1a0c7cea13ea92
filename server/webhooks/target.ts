import { isIP } from 'node:net'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { mayReach, type Reachable } from './addresses.ts'

/** Names that never lead to somebody else's machine. */
const ownNames = /(^|\.)(localhost|local|internal|intranet|home\.arpa|lan)$/

/**
 * Why messages are not sent to an address as it is written. A name is looked at again when it is connected to: this only tells
 * early what cannot be.
 *
 * @returns the address in its one spelling, or why not
 */
export function targetOf(written: string, inside: Reachable): URL | Refusal {
  const url = URL.canParse(written) ? new URL(written) : undefined
  if (url?.protocol !== 'https:') return refuse('webhook.not-https')
  if (url.username || url.password) return refuse('webhook.with-password')
  const host = hostOf(url)
  if (isIP(host) !== 0) return mayReach(host, inside) ? url : refuse('webhook.not-outside')
  const isName = host.includes('.') && !host.endsWith('.') && !ownNames.test(host)
  return isName ? url : refuse('webhook.not-outside')
}

/** The host without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}
