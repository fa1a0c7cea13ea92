import type { TFunction } from 'i18next'

/** The lists of codes whose name is not that of their field: `kind` means another thing in each command. */
const groups: Readonly<Record<string, string>> = {
  'register.kind': 'kind',
  'register.complainantKind': 'party-kind',
  'add-party.kind': 'party-kind',
  'link.kind': 'link-kind',
  'ask-review.kind': 'review-kind',
  'add-evidence.kind': 'evidence-kind',
  'plan.methods': 'method',
  'change-plan.state': 'plan-state',
  'order-rectification.kind': 'rectification-kind',
}

/** The word for a value of a closed list in a field of a command. */
export function choiceWord(t: TFunction, command: string, field: string, value: string): string {
  return t(`codes:${groups[`${command}.${field}`] ?? field}.${value}`)
}

export function labelOf(t: TFunction, command: string, field: string): string {
  return t([`fields:${command}.${field}`, `fields:${field}`])
}

/** One line of help under a field; empty where the label says it all. */
export function helpOf(t: TFunction, command: string, field: string): string {
  return t([`fields:help.${command}_${field}`, `fields:help.${field}`], { defaultValue: '' })
}
