import { useTranslation } from 'react-i18next'
import { wallText } from '../../words/moments.ts'
import { useNames } from '../ui/names.ts'
import { useOffice } from '../ui/office.ts'
import type { ListSearch } from './list-search.ts'

/** The filters of an address as words: `单位：城东支行、城西支行`. */
export function useFilterWords(search: ListSearch): { key: keyof ListSearch; text: string }[] {
  const { t } = useTranslation()
  const names = useNames()
  const { me, zone } = useOffice()
  const comma = t('time:comma')
  const codes = (group: string) => (one: string) => t(`codes:${group}.${one}`)
  const said: { readonly [K in keyof ListSearch]?: string | undefined } = {
    number: search.number,
    units: search.units?.map(names.unit).join(comma),
    handler: search.handler && (search.handler === me.id ? t('filter.me') : names.person(search.handler)),
    unassigned: search.unassigned ? t('case.unassigned') : undefined,
    stages: search.stages?.map(codes('stage')).join(comma),
    statuses: search.statuses?.map(codes('status')).join(comma),
    grades: search.grades?.map((one) => names.grade(one)).join(comma),
    channels: search.channels?.map(names.channel).join(comma),
    kinds: search.kinds?.map(codes('kind')).join(comma),
    lamp: search.lamp && t(`codes:lamp.${search.lamp}`),
    awaiting: search.awaiting && t(`codes:awaiting.${search.awaiting}`),
    receivedFrom: search.receivedFrom && wallText(search.receivedFrom, zone).replace('T', ' '),
    receivedUntil: search.receivedUntil && wallText(search.receivedUntil, zone).replace('T', ' '),
  }
  return Object.entries(said).flatMap(([key, value]) =>
    value ? [{ key: key as keyof ListSearch, text: t('filter.is', { field: t(`filter.field.${key}`), value }) }] : [],
  )
}
