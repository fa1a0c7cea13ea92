import { theComplainant } from '../core/case/parties.ts'
import type { KeyRing } from './crypto/key-ring.ts'
import type { Statement } from './db/pool.ts'
import type { Receipt } from './receipt.ts'

type Contacts = { readonly phone?: string; readonly email?: string; readonly identity?: string }

/**
 * The deletable rows of a new case: keyed digests by which the person is found again, and the digest of the query code.
 */
export function registrationStatements(
  ring: KeyRing,
  caseId: string,
  input: unknown,
  { receipt }: Receipt,
): Statement[] {
  const digests = contactDigests(ring, input as Contacts)
  const rows = digests.map(({ kind, digest }) => ({
    case_id: caseId,
    party: theComplainant,
    kind,
    digest: digest.toString('hex'),
  }))
  return [...(rows.length > 0 ? [insertDigests(rows)] : []), ...(receipt ? [insertCode(ring, caseId, receipt)] : [])]
}

/** The digests of what identifies a person, spelled the one way: digits of a phone, lower case of an address. */
export function contactDigests(
  ring: KeyRing,
  { phone, email, identity }: Contacts,
): { kind: string; digest: Buffer }[] {
  const given = [
    { kind: 'phone', value: phone?.replace(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '') },
    { kind: 'email', value: email?.trim().toLowerCase() },
    { kind: 'identity', value: identity?.replace(/\s/g, '').toUpperCase() },
  ]
  return given.flatMap(({ kind, value }) => (value ? [{ kind, digest: ring.digest(kind, value) }] : []))
}

function insertDigests(rows: unknown[]): Statement {
  const text = `insert into contact_digest (case_id, party, kind, digest)
    select case_id, party, kind, decode(digest, 'hex') from json_to_recordset($1::json) as d(case_id uuid, party text, kind text, digest text)`
  return { name: 'insert-digests', text, values: [JSON.stringify(rows)] }
}

function insertCode(ring: KeyRing, caseId: string, receipt: string): Statement {
  const digest = ring.digest('query-code', ring.queryCode(receipt))
  return {
    name: 'insert-code',
    text: 'insert into query_code (case_id, receipt, digest) values ($1, $2, $3)',
    values: [caseId, receipt, digest],
  }
}
