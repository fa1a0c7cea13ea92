import { useQuery } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange } from '../admin/change.ts'
import { packsQuery } from '../api/queries.ts'

const atMost = 4

/** Takes a pack into use for new complaints, makes it the leading one, or leaves it off; what was received stays as it is. */
export function Adopt({ id }: { id: string }) {
  const { t } = useTranslation()
  const change = useChange()
  const { data } = useQuery(packsQuery)
  const adopted = (data?.packs ?? []).filter((one) => one.adopted).map((one) => one.id)
  const others = adopted.filter((one) => one !== id)
  const isAdopted = others.length < adopted.length
  const ways = [
    !isAdopted && adopted.length < atMost && (['adopt', [...adopted, id]] as const),
    isAdopted && adopted[0] !== id && (['lead', [id, ...others]] as const),
    isAdopted && others.length > 0 && (['leave', others] as const),
  ].filter((way) => way !== false)
  if (!data) return null
  return ways.map(([way, packs]) => (
    <Popconfirm
      key={way}
      title={t(`packs.${way}Ask`)}
      okText={t(`packs.${way}`)}
      onConfirm={() => change.mutate({ name: 'adopt-packs', input: { packs } })}
    >
      <Button loading={change.isPending}>{t(`packs.${way}`)}</Button>
    </Popconfirm>
  ))
}
