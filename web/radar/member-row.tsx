import { Link } from '@tanstack/react-router'
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RadarMembers } from '../../api/radar.ts'
import { useFormats } from '../ui/formats.ts'
import { useNames } from '../ui/names.ts'

type Props = {
  readonly member: RadarMembers['members'][number]
  readonly picked: boolean
  /** Left out for whoever only reads. */
  readonly pick: ((id: string, on: boolean) => void) | undefined
}

/** One complaint of a group and why it is in it. */
export function MemberRow({ member: { row, phrases, place, confirmed }, picked, pick }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const { short } = useFormats()
  return (
    <li className="radar-member">
      {pick && (
        <Checkbox
          checked={picked}
          onChange={(event) => pick(row.id, event.target.checked)}
          aria-label={t('radar.pick', { number: row.number })}
        />
      )}
      <div>
        <p>
          <Link to="/cases/$id" params={{ id: row.id }} className="figures">
            {row.number}
          </Link>{' '}
          {row.title} {confirmed && <span className="chip">{t('radar.isConfirmed')}</span>}
        </p>
        <p className="muted small">
          {[names.unit(row.unit), place, short(row.receivedAt)].filter(Boolean).join(' · ')}
        </p>
        <p className="small">
          {phrases.length === 0
            ? t('radar.alikeAsWhole')
            : t('radar.because', {
                words: phrases.map((one) => t('proposed.word', { word: one })).join(t('time:comma')),
              })}
        </p>
      </div>
    </li>
  )
}
