import { configOf } from './config-of.ts'
import type { Say } from './words.ts'

/** Where the screens are found as far as this machine knows: what a paper leads back to. */
export function addressOf(say: Say): string {
  const { host, port } = configOf(say)
  return `http://${host}:${port}`
}
