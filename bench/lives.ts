import type { Furnished } from './stage.ts'

/** A command that ran so many hours after the complaint came in. */
type Happening = readonly [hours: number, name: string, input: unknown]

/** What happens to the cases of a bench, under the pack it was made for. */
export type Life = {
  readonly pack: string
  /** Conditions of acceptance of the pack. */
  readonly accept: readonly string[]
  /** What has happened to a case since, if it is old enough. @param number of the case: some get further than others */
  readonly since: (stage: Pick<Furnished, 'handlers'>, number: number) => readonly Happening[]
}

const informed = { channel: 'phone', text: '已联系投诉人，告知正在核实相关情况，三日内再次反馈。' }
const planned = { questions: ['服务时限是否告知？', '费用依据是什么？'], methods: ['direct'] }

/** Nine duties at registration: some 32 facts for each case. */
export const enterpriseLife: Life = {
  pack: 'enterprise',
  accept: ['clear-and-specific', 'in-scope', 'eligible-complainant'],
  since: ({ handlers }, number) => {
    const content = ['product-quality', 'service', 'delivery', 'system', 'other'][number % 5]
    const nature = number % 7 === 0 ? 'major' : 'general'
    const axes = { content, matter: 'process', nature, source: 'external', mode: 'general' }
    const all: Happening[] = [
      [2, 'classify', { axes }],
      [4, 'assign', { handler: handlers[number % 2] }],
      [20, 'inform', informed],
      [30, 'plan', planned],
    ]
    return all.slice(0, 1 + (number % 4))
  },
}

/** Five duties at registration: some 22 facts for each case, 13 at least. */
export const bankLife: Life = {
  pack: 'bank',
  accept: ['clear-and-specific', 'own-business', 'by-customer-or-representative'],
  since: ({ handlers }, number) => {
    const routing = ['technical', 'refund', 'feedback', 'other'][number % 4]
    const all: Happening[] = [
      [0.5, 'classify', { axes: { routing } }],
      [0.75, 'assign', { handler: handlers[number % 2] }],
      [10, 'request-information', { from: 'complainant', what: '请补充交易时间与凭证。' }],
      [20, 'inform', informed],
      [26, 'receive-information', { from: 'complainant', text: '交易凭证已补充。' }],
    ]
    return all.slice(0, 2 + (number % 4))
  },
}
