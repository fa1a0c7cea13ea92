import type { CasePageView } from '../../api/cases.ts'
import type { Organisation } from '../directory.ts'
import { tokenActor } from '../tokens/token.ts'
import { isOfRules, type ToldFact } from '../trail/envelope.ts'
import { contactsMasked, type Masks, maskData } from './mask.ts'

type Told = CasePageView['facts'][number]
type By = Told['by']

/** The facts of a case as the story tells them, newest first; contact data masked unless other masks are given. */
export function tellFacts(
  told: readonly { fact: ToldFact; data: Record<string, unknown> }[],
  organisation: Organisation,
  masks: Masks = contactsMasked,
): Told[] {
  return told.map(({ fact, data }) => tellFact(fact, data, organisation, masks)).reverse()
}

function tellFact(fact: ToldFact, data: Record<string, unknown>, organisation: Organisation, masks: Masks): Told {
  const { version, type, origin, occurredAt, recordedAt, rule, hash } = fact
  return {
    version,
    type,
    origin,
    occurredAt,
    recordedAt,
    rule,
    hash,
    by: byOf(fact, organisation),
    data: isOfRules(fact) ? happened(data) : withoutReport(type, maskData(data, masks) as Record<string, unknown>),
  }
}

/** What a duty plans, its warnings and whom a breach will be told, is told once it happens. */
function happened({
  warnings,
  breach,
  breachRaises,
  breachThen,
  ...data
}: Record<string, unknown>): Record<string, unknown> {
  return data
}

/** A report is read by itself, in all its versions; the story tells that it was written. */
function withoutReport(type: string, data: Record<string, unknown>): Record<string, unknown> {
  if (type !== 'ReportDrafted' && type !== 'ReportRevised') return data
  const { text: _told, ...rest } = data
  return rest
}

function byOf({ byKind, byId }: ToldFact, { people, tokens }: Organisation): By {
  if (byKind === 'staff') return { kind: 'staff', id: byId, name: people.get(byId)?.name ?? null }
  if (byKind === 'complainant') return { kind: 'complainant', id: null, name: null }
  const system = tokens.find(({ id }) => byId === tokenActor(id))?.name ?? null
  return { kind: byKind === 'rules' ? 'rules' : 'system', id: null, name: system }
}
