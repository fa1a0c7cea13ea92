import { Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSurroundings, type WidgetProps } from './form-context.ts'

/** The roles in which the person may sign the report now. */
export function ReportRole({ id, value, onChange }: WidgetProps<string>) {
  const { t } = useTranslation()
  const { view } = useSurroundings()
  return (
    <Radio.Group
      id={id}
      value={value}
      onChange={({ target }) => onChange?.(target.value)}
      options={(view?.report.mine ?? []).map((role) => ({ value: role, label: t(`codes:report-role.${role}`) }))}
    />
  )
}
