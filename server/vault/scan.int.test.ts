import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Clamd, type Mood, pretendedClamd, sick } from '../testing/clamd.ts'
import { scanBytes } from './scan.ts'

let clamd: Clamd
beforeEach(async () => {
  clamd = await pretendedClamd()
})
afterEach(() => clamd.close())

async function* bytes(...pieces: string[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}
const scan = (...pieces: string[]) => scanBytes(clamd.scanner, bytes(...pieces), 300)

it('says what the scanner says', async () => {
  expect(await scan('some ', 'bytes')).toEqual({ scan: 'clean' })
  expect(clamd.files.map(String)).toEqual(['some bytes'])
  expect(await scan('x', sick)).toEqual({ scan: 'infected', found: 'Sick-Test' })
})

it.each<[Mood, string]>([
  ['silent', 'too-slow'],
  ['hangs-up', 'unreachable'],
  ['too-large', 'too-large'],
  ['mumbles', 'failed'],
])('takes a scanner that is %s for no clearance', async (mood, found) => {
  clamd.mood = mood
  expect(await scan('some bytes')).toEqual({ scan: 'not-scanned', found })
})

it('gives no clearance where nobody listens, or where the file breaks off', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield Buffer.from('some')
    throw new Error('a chunk does not open')
  }
  expect(await scanBytes(clamd.scanner, broken(), 300)).toEqual({ scan: 'not-scanned', found: 'unreadable' })
  expect(await scanBytes({ path: '/nowhere/clamd.sock' }, bytes('x'), 300)).toMatchObject({ found: 'unreachable' })
})
