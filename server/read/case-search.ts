import type { CasePage, CaseQuery } from '../../api/cases.ts'
import type { House } from '../house.ts'
import { listCases } from './case-list.ts'
import { searchWords } from './case-words.ts'

/**
 * One page of the cases a person may see, and how many there are up to 500. Writes down who read which.
 *
 * @param person whose rows; row-level security decides what they are
 */
export function searchCases(house: House, person: string, query: CaseQuery): Promise<CasePage> {
  return query.filter.words ? searchWords(house, person, query) : listCases(house, person, query)
}
