import { expect, it } from 'vitest'
import { type Substitutes, withoutPersons } from '../../core/understanding/without-persons.ts'
import type { Opened } from '../read/case-page.ts'
import { knownInCase } from './known-in-case.ts'

const fact = (type: string, data: object) => ({ fact: { type }, data }) as unknown as Opened
const told = [
  fact('CaseRegistered', {
    title: '多收了钱',
    party: { id: 'p1', role: 'complainant', kind: 'individual', name: '王建国', phone: '13812348000', email: null },
  }),
  fact('RegistrationSupplemented', {
    fields: [
      { field: 'phone', value: '0731-88881234' },
      { field: 'respondent', value: '赵刚' },
    ],
  }),
  fact('PartyAdded', { party: { id: 'p2', role: 'witness', kind: 'individual', name: '韩梅梅' } }),
  fact('RemedyExecuted', { effect: '已退款', executedBy: '孙小美' }),
  fact('AppraisalOrdered', { lines: [{ appraiser: '周立波' }], question: '油品是否合格' }),
]
const people = new Map([['s1', { id: 's1', name: '陈会计' }]]) as never
const registration = { respondent: '赵刚' } as never

it('knows everybody whom a case names, in all that was ever said of them, by their roles', () => {
  const known = knownInCase(told, { registration }, { people }, (role) => role)
  const text = '王建国 13812348000 88881234 证人韩梅梅 赵先生 孙小美 周立波 陈会计'
  expect(withoutPersons(text, known, {} as Substitutes)).toBe(
    '[complainant] [complainant] [complainant] 证人[witness] [respondent] [bystander] [bystander] [staff]',
  )
})
