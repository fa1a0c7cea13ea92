/** What a search looks through, as a hit names it. */
export const searchFields = [
  'number',
  'title',
  'content',
  'request',
  'product',
  'place',
  'respondent',
  'reference',
  'name',
  'address',
  'phone',
  'email',
  'statement',
  'answer',
] as const
export type SearchField = (typeof searchFields)[number]

/** A value that is searched. */
export type Said = { readonly field: SearchField; readonly text: string }

const party = {
  '/party/name': 'name',
  '/party/address': 'address',
  '/party/phone': 'phone',
  '/party/email': 'email',
} as const

/** The sealed values that are searched, by the type of their fact and their place in it. */
const searched: Readonly<Record<string, Readonly<Record<string, SearchField>>>> = {
  CaseRegistered: {
    '/title': 'title',
    '/content': 'content',
    '/request': 'request',
    '/product': 'product',
    '/place': 'place',
    '/respondent': 'respondent',
    '/reference': 'reference',
    ...party,
  },
  PartyAdded: party,
  StatementAdded: { '/text': 'statement' },
  StatementGiven: { '/text': 'statement' },
  InformationReceived: { '/text': 'statement' },
  AnswerRecorded: { '/reason': 'statement' },
  ComplainantInformed: { '/text': 'answer' },
  ComplaintAnswered: { '/text': 'answer', '/cause': 'answer' },
}

const supplemented = 'RegistrationSupplemented'
const supplements: readonly string[] = [
  'name',
  'phone',
  'email',
  'address',
  'place',
  'product',
  'respondent',
  'request',
  'reference',
]

/** Types of facts that hold something to be searched. */
export const searchedTypes: readonly string[] = [...Object.keys(searched), supplemented]

/**
 * What a sealed value of a fact is to a search; undefined where it is not searched.
 *
 * @param path  where it stands in the fact: `/party/name`
 * @param named the clear names beside it, of a fact that supplements a registration
 */
export function fieldOf(type: string, path: string, named: readonly string[] = []): SearchField | undefined {
  if (type !== supplemented) return searched[type]?.[path]
  const [, at] = /^\/fields\/(\d+)\/value$/.exec(path) ?? []
  const field = named[Number(at)]
  return field !== undefined && supplements.includes(field) ? (field as SearchField) : undefined
}
