import type { CasePageView } from '../../api/cases.ts'
import type { CaseState } from '../../core/case/state.ts'
import { supplements } from '../supplements.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type Masks, maskData } from './mask.ts'

type Told = { readonly fact: ToldFact; readonly data: Record<string, unknown> }
type PartyData = {
  id: string
  role: string
  kind: string
  name?: string | null
  phone?: string | null
  email?: string | null
  address?: string | null
}
type Registered = {
  title: string
  content: string
  request?: string
  product?: string
  place?: string
  respondent?: string
  reference?: string
  happenedAt?: string
  amountAsked?: { minor: number; currency: string }
  party: PartyData
}

/** What was registered, with what was added since, and everybody whom the case names; contact data masked as `masks` says. */
export function registrationOf(
  told: readonly Told[],
  state: CaseState,
  masks: Masks,
): Pick<CasePageView, 'registration' | 'parties'> {
  const first = told[0]?.data as Registered
  const later = supplements(told)
  const party = { ...first.party, ...later }
  const text = (value: string | undefined | null) => value ?? null
  const registration = {
    title: text(first.title),
    content: text(first.content),
    request: text(later.request ?? first.request),
    product: text(later.product ?? first.product),
    place: text(later.place ?? first.place),
    respondent: text(later.respondent ?? first.respondent),
    reference: text(later.reference ?? first.reference),
    happenedAt: text(first.happenedAt),
    amountAsked: first.amountAsked ?? null,
    submittedAt: state.submittedAt,
    groupSize: state.groupSize,
    missing: [...state.missing],
  }
  const others = told.filter(({ fact }) => fact.type === 'PartyAdded').map(({ data }) => data.party as PartyData)
  return { registration, parties: [party, ...others].map((one) => showParty(one, masks)) }
}

function showParty(party: PartyData, masks: Masks): CasePageView['parties'][number] {
  const { id, role, kind, name, phone, email, address } = maskData(party, masks) as PartyData
  return { id, role, kind, name: name ?? null, phone: phone || null, email: email || null, address: address || null }
}
