import type { CaseFilter, CaseQuery } from '../../api/cases.ts'
import type { Sought } from './sought.ts'

/** What the address of the list says: every filter but what may be personal, the order, and which saved view it came from. */
export type ListSearch = Omit<CaseFilter, 'contact' | 'words'> &
  Partial<Pick<CaseQuery, 'sort' | 'descending'>> & { readonly view?: string }

const lists = ['units', 'stages', 'statuses', 'grades', 'channels', 'kinds'] as const
const words = ['number', 'handler', 'lamp', 'awaiting', 'receivedFrom', 'receivedUntil', 'sort', 'view'] as const
const flags = ['unassigned', 'descending'] as const

/** Reads the address; whatever it does not know it drops, so that an old link still opens. */
export function listSearch(raw: Record<string, unknown>): ListSearch {
  const read = [
    ...lists.map((key) => [key, Array.isArray(raw[key]) && raw[key].length > 0 ? raw[key].map(String) : undefined]),
    ...words.map((key) => [key, raw[key] === undefined || raw[key] === '' ? undefined : String(raw[key])]),
    ...flags.map((key) => [key, raw[key] === true ? true : undefined]),
  ]
  return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as ListSearch
}

/** The query behind an address, with what is kept out of it. The newest come first where words are looked for. */
export function queryOf(
  { sort, descending, view: _view, ...filter }: ListSearch,
  { words, contact }: Sought,
): Partial<CaseQuery> {
  return {
    filter: { ...filter, ...(contact && { contact }), ...(words && { words }) },
    sort: sort ?? (words ? 'received' : 'due'),
    descending: descending ?? (words !== undefined && sort === undefined),
    limit: 50,
  }
}
