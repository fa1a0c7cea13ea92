import type { CasePageView } from '../../api/cases.ts'
import type { KnownPerson } from '../../core/understanding/known-persons.ts'
import type { Organisation } from '../directory.ts'
import type { Opened } from '../read/case-page.ts'
import { supplements } from '../supplements.ts'

type Party = { readonly role?: string; readonly kind?: string } & Readonly<
  Partial<Record<'name' | 'phone' | 'email' | 'address' | 'identity', string | null>>
>
/** Fields in which the name of somebody stands who is no party. */
const bystanders = ['respondent', 'person', 'executedBy', 'collectedBy', 'appraiser', 'recipient', 'name', 'source']
/** A longer text is no name. */
const longestName = 40

/**
 * Everybody whose data a case or the house holds, so that it can be taken out of texts: the parties with all that is known
 * of them, whom they complain of, others whom the record names, and the staff.
 *
 * @param say the word for a role: `complainant`, `representative`, `witness`, `respondent`, `bystander`, `staff`
 */
export function knownInCase(
  told: readonly Opened[],
  { registration }: Pick<CasePageView, 'registration'>,
  { people }: Pick<Organisation, 'people'>,
  say: (role: string) => string,
): KnownPerson[] {
  const nameOnly = { numbers: [], addresses: [] }
  const others = told.flatMap(({ data }) => namesIn(data)).map((name) => ({ as: say('bystander'), name, ...nameOnly }))
  const staff = [...people.values()].map(({ name }) => ({ as: say('staff'), name, isPerson: false, ...nameOnly }))
  const { respondent } = registration
  return [
    ...partiesIn(told).map((party) => knownParty(party, say)),
    ...(respondent && respondent.length <= longestName
      ? [{ as: say('respondent'), name: respondent, isPerson: looksLikeName(respondent), ...nameOnly }]
      : []),
    ...others.map((one) => ({ ...one, isPerson: looksLikeName(one.name) })),
    ...staff,
  ]
}

/** Every version of each party: what was replaced may still stand in a text. */
function partiesIn(told: readonly Opened[]): Party[] {
  const parties = told.flatMap(({ data }) =>
    data.party && typeof data.party === 'object' ? [data.party as Party] : [],
  )
  const [first] = parties
  const added = told.filter(({ fact }) => fact.type === 'RegistrationSupplemented').map((one) => supplements([one]))
  return [...parties, ...added.map((fields) => ({ ...first, ...fields }))]
}

function knownParty(
  { role = 'complainant', kind, name, phone, email, address, identity }: Party,
  say: (role: string) => string,
) {
  const given = (values: readonly (string | null | undefined)[]) => values.flatMap((value) => value || [])
  return {
    as: say(role),
    name: name ?? undefined,
    isPerson: kind === 'individual',
    numbers: given([phone, identity]),
    addresses: given([email, address]),
  }
}

function namesIn(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([key, value]) => {
    if (typeof value === 'string') return bystanders.includes(key) && value.length <= longestName ? [value] : []
    return key === 'party' ? [] : namesIn(value)
  })
}

function looksLikeName(text: string): boolean {
  return /^(?:\p{Script=Han}{2,4}|\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){1,2})$/u.test(text)
}
