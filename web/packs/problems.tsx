import { useTranslation } from 'react-i18next'
import type { CheckedPack } from '../../api/packs.ts'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'

type Props = {
  readonly id: string
  readonly checked: CheckedPack | undefined
  readonly pending: boolean
  readonly open: (file: string) => void
}

/** What loader and linter say of what stands in the editor now. */
export function Problems({ id, checked, pending, open }: Props) {
  const { t } = useTranslation()
  const { say } = useNames()
  const problems = checked?.problems ?? []
  const findings = checked?.findings ?? []
  const fileOf = (path: string) => path.slice(path.indexOf(`${id}/`) + id.length + 1)
  return (
    <Panel
      title={t('revision.check')}
      extra={pending ? <span className="muted small">{t('revision.checking')}</span> : null}
    >
      <div role="status">
        {checked && problems.length + findings.length === 0 && <p className="revise-fine">{t('revision.fine')}</p>}
        <ul className="pack-list">
          {problems.map(({ file, line, column, text }) => (
            <li key={`${file}:${line}:${column} ${text.en}`} className="revise-wrong">
              <button type="button" className="as-link" onClick={() => open(fileOf(file))}>
                {fileOf(file)} {t('revision.at', { line })}
              </button>{' '}
              {say(text)}
            </li>
          ))}
          {findings.map(({ rule, at, others }) => (
            <li key={`${rule} ${at}`} className="revise-doubt">
              {t(`revision.lint.${rule}`, { at, others: others.join(t('time:comma')), defaultValue: `${rule}: ${at}` })}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  )
}
