import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ImportField, type ImportView, importFields } from '../../api/imports.ts'
import { Panel } from '../ui/panel.tsx'
import { meaning, needed, type Plan } from './wish.ts'

type Props = { readonly view: ImportView; readonly plan: Plan; readonly change: (plan: Plan) => void }

const shown = 3

/** Each column with its first values and what it is. */
export function Columns({ view, plan, change }: Props) {
  const { t } = useTranslation()
  const missing = needed(plan)
  const fieldName = (field: ImportField) => t(`imports.field.${field}`)
  const options = importFields.map((field) => ({ value: field, label: fieldName(field) }))
  return (
    <Panel title={t('imports.columns')} className="panel-flush">
      <p className="import-note muted">
        {t(view.proposal.from === 'kept' ? 'imports.fromKept' : 'imports.columnsAbout')}
      </p>
      <table className="import-columns">
        <thead>
          <tr>
            <th scope="col">{t('imports.column')}</th>
            <th scope="col">{t('imports.means')}</th>
            <th scope="col">{t('imports.sample')}</th>
          </tr>
        </thead>
        <tbody>
          {view.columns.map((column, at) => (
            <tr key={column} className={plan.means[column] ? '' : 'import-left-out'}>
              <th scope="row">{column}</th>
              <td>
                <Select
                  aria-label={`${column} ${t('imports.means')}`}
                  value={plan.means[column] ?? null}
                  onChange={(field) => change(meaning(plan, column, field ?? undefined))}
                  placeholder={t('imports.leaveOut')}
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  options={options}
                />
              </td>
              <td className="import-sample">
                {view.sample.slice(0, shown).map((values, row) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name
                  <div key={row}>{values[at]}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > 0 && (
        <p className="import-note import-missing" role="status">
          {t('imports.need', { fields: missing.map(fieldName).join(t('time:comma')) })}
        </p>
      )}
    </Panel>
  )
}
