import { realpathSync } from 'node:fs'
import { isIP } from 'node:net'
import { basename, dirname, join, relative } from 'node:path'

// The forms that settings are written in, beyond what the schema library knows.

/** A name of a host. */
export const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i

/** The role that an address logs in as, or undefined where the text is no such address. */
export function roleOf(address: string): string | undefined {
  // A socket address may leave the host out (`user@/db?host=/run/…`), which URL.parse refuses.
  const url = URL.parse(address.replace('@/', '@localhost/'))
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) return undefined
  try {
    return decodeURIComponent(url.username) || url.searchParams.get('user') || undefined
  } catch {
    return undefined
  }
}

/** Where the receiver listens. */
export function smtpInAt(text: string): { host: string; port: number; lmtp: boolean } | undefined {
  const [, lmtp, host = '', port] = /^(lmtp:\/\/)?\[?([^\]]+?)\]?:(\d{1,5})$/.exec(text) ?? []
  if ((isIP(host) === 0 && !HOST_NAME.test(host)) || Number(port) > 65_535) return undefined
  return { host, port: Number(port), lmtp: lmtp !== undefined }
}

/** Whether a text names a mailbox with its user; without encryption on this machine only. */
export function isMailbox(text: string): boolean {
  const url = URL.parse(text)
  if (!url?.username) return false
  return (
    url.protocol === 'imaps:' ||
    (url.protocol === 'imap:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname))
  )
}

/** A path of a socket, or host and port. */
export function scannerAt(text: string): { path: string } | { host: string; port: number } | undefined {
  if (text.startsWith('/')) return { path: text }
  const [, host = '', port] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(text) ?? []
  if ((isIP(host) === 0 && !HOST_NAME.test(host)) || Number(port) < 1 || Number(port) > 65_535) return undefined
  return { host, port: Number(port) }
}

/** Whether a text is an IP address, or one with the length of its network's prefix: `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  if (prefix === undefined) return true
  return /^\d{1,3}$/.test(prefix) && Number(prefix) > 0 && Number(prefix) <= (family === 4 ? 32 : 128)
}

/** Whether a path lies in a folder or is that folder, with links followed. */
export function isInside(path: string, dir: string): boolean {
  const way = relative(followed(dir), followed(path))
  return way === '' || (way !== '..' && !way.startsWith('../'))
}

/** The real path of something that may not exist yet: links are followed as far as there is a path. */
function followed(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(followed(parent), basename(path))
  }
}
