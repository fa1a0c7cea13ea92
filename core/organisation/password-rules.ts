import { z } from 'zod'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Called } from './command.ts'

/** A password on its way to its hash; it stands in no fact. */
export const password = () => z.string().min(1).max(200).meta({ seal: 'sealed', widget: 'password' })

/** Least length of a password in characters; longer beats odder, so nothing is demanded of its composition. */
const leastLength = 12

/** What everybody tries first among passwords of twelve characters and more; the spelling below lower case without spaces. */
const common = new Set([
  ...[
    'password1234',
    'password12345',
    'password123456',
    'passwordpassword',
    'passw0rd1234',
    'p@ssw0rd1234',
    'p@ssword1234',
  ],
  ...[
    '123456789012',
    '1234567890123',
    '12345678901234',
    '123456123456',
    '123123123123',
    '012345678901',
    '987654321098',
  ],
  ...['111111111111', '000000000000', '888888888888', '666666666666', '121212121212', '112233445566', '147258369147'],
  ...[
    'qwertyuiop12',
    'qwertyuiop123',
    'qwertyuiopas',
    'qwerty123456',
    'asdfghjkl123',
    '1q2w3e4r5t6y',
    'qazwsxedcrfv',
    '1qaz2wsx3edc',
    'zaq12wsxcde3',
  ],
  ...[
    'abc123456789',
    'abcd12345678',
    'abcdefghijkl',
    'a123456789012',
    'aa1234567890',
    'administrator',
    'admin1234567',
    'admin123456789',
    'adminadminadmin',
  ],
  ...[
    'woaini1314520',
    'woaini520520',
    'woaini123456',
    'wodemima1234',
    'iloveyou1234',
    'iloveyouiloveyou',
    '520131452013',
    '5201314520131',
  ],
  ...[
    'letmein12345',
    'letmeinletmein',
    'welcome12345',
    'changeme1234',
    'changemechangeme',
    'huiyin123456',
    'huiyinhuiyin',
  ],
])

/**
 * Why a password cannot be used: too short, the log-in or the name itself, or among the first that are tried.
 *
 * @param password as typed
 * @param owner    whose it is to be
 */
export function whyNotPassword(password: string, owner: Called): Refusal | undefined {
  if ([...password].length < leastLength) return refuse('password.too-short', { least: leastLength })
  const plain = flat(password)
  if ([owner.login, owner.name].some((own) => flat(own) === plain)) return refuse('password.like-its-owner')
  return common.has(plain) ? refuse('password.common') : undefined
}

function flat(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s/g, '')
}
