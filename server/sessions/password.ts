import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { availableParallelism } from 'node:os'

/** Argon2id: memory in KiB (19 MiB), passes and lanes; a hash takes some 13 ms of one core. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const tagLength = 32

/** Hashes at once: never all four threads that Node has for files and cryptography, so that a flood of sign-ins starves nothing. */
const atOnce = Math.min(3, availableParallelism())

/**
 * Hashes a password.
 *
 * @returns a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`
 */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive(password, { ...cost, nonce })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`
}

/**
 * Compares a password with a stored hash. Where there is none it hashes all the same, so that the time does not tell
 * whether an account exists.
 */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const known = parse(stored)
  const { nonce, tag, ...costs } = known ?? { ...cost, nonce: Buffer.alloc(16), tag: Buffer.alloc(tagLength) }
  const made = await derive(password, { ...costs, nonce })
  return timingSafeEqual(made, tag) && known !== undefined
}

const shape = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/

function parse(stored = '') {
  const [, memory, passes, parallelism, nonce = '', tag = ''] = shape.exec(stored) ?? []
  if (!memory) return undefined
  const costs = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  return { ...costs, nonce: Buffer.from(nonce, 'base64'), tag: Buffer.from(tag, 'base64') }
}

type Costs = Pick<Argon2Parameters, 'memory' | 'passes' | 'parallelism' | 'nonce'>

let running = 0
const waiting: (() => void)[] = []

async function derive(password: string, costs: Costs): Promise<Buffer> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await hashOnce(password.normalize('NFKC'), costs)
  } finally {
    const next = waiting.shift()
    // The place is handed on rather than given back, so nobody slips in between.
    if (next) next()
    else running--
  }
}

function hashOnce(message: string, costs: Costs): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', { ...costs, message, tagLength }, (error, tag) => (error ? reject(error) : resolve(tag)))
  })
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
