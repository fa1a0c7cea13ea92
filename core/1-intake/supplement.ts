import { z } from 'zod'
import { link } from '../case/channel-rules.ts'
import { command } from '../case/command.ts'
import { theComplainant } from '../case/parties.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

const fields = [
  'name',
  'phone',
  'email',
  'address',
  'happenedAt',
  'place',
  'product',
  'respondent',
  'request',
  'reference',
  'post',
] as const

/** The asked item that a field answers. */
const answers: Record<(typeof fields)[number], string> = {
  name: 'name',
  phone: 'contact',
  email: 'contact',
  address: 'address',
  happenedAt: 'happened-at',
  place: 'place',
  product: 'product',
  respondent: 'respondent',
  request: 'request',
  reference: 'reference',
  post: 'post',
}

const input = z.strictObject({
  name: freeText(80).optional(),
  phone: freeText(32).optional(),
  email: freeText(120).optional(),
  address: freeText(200).optional(),
  happenedAt: freeText(40).optional(),
  place: freeText(200).optional(),
  product: freeText(120).optional(),
  respondent: freeText(120).optional(),
  request: freeText(2000).optional(),
  reference: freeText(120).optional(),
  post: link().optional().meta({ seal: 'sealed', widget: 'line' }),
})

export const supplement = command({
  name: 'supplement',
  summary: 'Add what was missing at registration.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-register',
  portal: true,
  input,

  decide(given, { state }) {
    const named = fields.filter((field) => given[field] !== undefined)
    if (named.length === 0) return refuse('intake.nothing-supplemented')
    const values = named.map((field) => ({
      field: field.toLowerCase(),
      value: sealed(given[field] ?? '', `party:${theComplainant}`),
    }))
    const missing = state.missing.filter((item) => !named.some((field) => answers[field] === item))
    return [{ type: 'RegistrationSupplemented', party: theComplainant, fields: values, missing }]
  },
})
