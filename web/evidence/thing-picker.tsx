import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { evidenceQueryOf, meQuery } from '../api/queries.ts'
import { useSurroundings, type WidgetProps } from '../forms/form-context.ts'

/** A thing of the case: to be taken over from somebody else, or to be given out by the one who has it. */
export function Thing(props: WidgetProps<number>) {
  const { view } = useSurroundings()
  return view ? <Things {...props} caseId={view.row.id} /> : null
}

function Things({ id, value, onChange, onBlur, caseId }: WidgetProps<number> & { caseId: string }) {
  const { t } = useTranslation()
  const { command } = useSurroundings()
  const found = useQuery(evidenceQueryOf(caseId))
  const me = useQuery(meQuery).data?.id
  const options = (found.data?.items ?? [])
    .filter(({ thing }) => thing && !thing.disposed && (thing.custodian.id === me) === (command === 'dispose-evidence'))
    .map(({ number, content, thing }) => ({
      value: number,
      label: t('evidence.thingOption', { number, content: content ?? '…', holder: thing?.custodian.name ?? '…' }),
    }))
  return (
    <Select
      id={id}
      value={value ?? null}
      onChange={(picked) => onChange?.(picked ?? undefined)}
      onBlur={onBlur}
      loading={found.isPending}
      placeholder={t('form.choose')}
      options={options}
    />
  )
}
