import { useTranslation } from 'react-i18next'
import type { CheckedPack } from '../../api/packs.ts'
import { parseAllowance } from '../../core/calendar/allowance.ts'
import { useFormats } from '../ui/formats.ts'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'

/** What a version changes, clause by clause: before and after. */
export function Changes({ pack, changes }: { pack: string; changes: CheckedPack['changes'] | undefined }) {
  const { t } = useTranslation()
  const { allowance } = useFormats()
  const names = useNames()
  const say = (value: unknown) =>
    value === undefined
      ? t('revision.absent')
      : typeof value === 'string' && parseAllowance(value)
        ? allowance(value)
        : typeof value === 'string'
          ? value
          : JSON.stringify(value)
  return (
    <Panel title={t('revision.changes', { count: changes?.length ?? 0 })}>
      {changes?.length === 0 && <p className="muted">{t('revision.noChanges')}</p>}
      <dl className="revise-changes">
        {(changes ?? []).map(({ clause, at, before, after }) => (
          <div key={`${clause} ${at}`}>
            <dt>
              {clause.startsWith('obligations.') && `${names.duty(pack, clause.slice('obligations.'.length))} `}
              <code>
                {clause}
                {at && ` · ${at}`}
              </code>
            </dt>
            <dd>
              <del>{say(before)}</del> → <ins>{say(after)}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
