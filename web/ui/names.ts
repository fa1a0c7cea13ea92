import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Names, namesOf } from '../../words/names.ts'
import { catalogueQuery } from '../api/queries.ts'

/** The names of the organisation and of the packs in force, in the language of the reader. */
export function useNames(): Names {
  const { t, i18n } = useTranslation()
  const { data } = useQuery(catalogueQuery)
  return namesOf(data, i18n.language === 'en' ? 'en' : 'zh', t)
}
