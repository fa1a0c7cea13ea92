import { changePassword } from '../../core/organisation/commands.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { failpoint } from '../failpoint.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { loginDigest, normaliseLogin } from '../organisation/login.ts'
import { isPassword } from './password.ts'
import { openStaffSession, type StaffSession } from './staff-session.ts'
import { countAttempt, forgiveAttempt, type Limit } from './throttle.ts'

export type Entered = { readonly person: string; readonly token: string }
type Account = { readonly person_id: string; readonly password: string; readonly disabled: boolean }

/** Failed sign-ins that a quarter of an hour bears: with one log-in, and from one address. */
const mostPerLogin = 5
const mostPerAddress = 50

/**
 * Signs a person in. Unknown, disabled and wrong take the same time and give the same answer.
 *
 * @param address where the attempt comes from
 * @returns the person and the token of the new session
 */
export async function signIn(
  house: House,
  given: { readonly login: string; readonly password: string },
  address: string,
): Promise<Entered | Refusal> {
  const own: Limit = { kind: 'login', value: normaliseLogin(given.login), most: mostPerLogin }
  const shared: Limit = { kind: 'address', value: address, most: mostPerAddress }
  const throttled = await countAttempt(house, [own, shared])
  if (throttled) return throttled
  const account = await accountOf(house, given.login)
  const right = await isPassword(given.password, account?.password)
  if (!account || account.disabled || !right) return refuse('session.wrong')
  await forgiveAttempt(house, own, shared)
  return { person: account.person_id, token: await openStaffSession(house, account.person_id) }
}

async function accountOf({ pool, ring }: House, login: string): Promise<Account | undefined> {
  const { rows } = await pool.query<Account>({
    name: 'account-by-login',
    text: 'select a.person_id, a.password, p.disabled from account a join person p on p.id = a.person_id where a.login_digest = $1',
    values: [loginDigest(ring, login)],
  })
  return rows[0]
}

/**
 * Changes the own password, shown the old one. Every other session of the person ends.
 *
 * @returns why not; undefined once it is changed
 */
export async function chooseNewPassword(
  house: House,
  { person, session }: StaffSession,
  given: { readonly old: string; readonly new: string },
): Promise<Refusal | undefined> {
  const refused = await showOwnPassword(house, person, given.old)
  if (refused) return refused
  if (given.old === given.new) return refuse('password.same')
  const caller = { kind: 'staff', id: person } as const
  const input = { password: given.new }
  const answer = await handleOrganisation(house, { command: changePassword, input, caller, staying: session })
  return 'refusal' in answer ? answer.refusal : undefined
}

/** Has a person who is signed in show the own password once more. @returns why it is not taken */
export async function showOwnPassword(house: House, person: string, shown: string): Promise<Refusal | undefined> {
  const own: Limit = { kind: 'password', value: person, most: mostPerLogin }
  const throttled = await countAttempt(house, [own])
  if (throttled) return throttled
  const text = 'select password from account where person_id = $1'
  const { rows } = await house.pool.query<{ password: string }>(text, [person])
  failpoint('sign.before-password')
  if (!(await isPassword(shown, rows[0]?.password))) return refuse('password.wrong')
  failpoint('sign.password-right')
  await forgiveAttempt(house, own)
  return undefined
}
