import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { findSimilar } from '../api/calls.ts'
import { Failed } from '../ui/failed.tsx'
import { Lamp } from '../ui/lamp.tsx'
import { Moment } from '../ui/moment.tsx'
import { Panel } from '../ui/panel.tsx'
import { useSettled } from '../ui/settled.ts'
import { Lines } from '../ui/skeleton.tsx'

const restMs = 600

/** Who is calling: what the same phone or e-mail complained of before. */
export function CallerHistory() {
  const { t } = useTranslation()
  const phone = usable(useSettled(Form.useWatch('phone') as string | undefined, restMs), /\d.*\d.*\d.*\d.*\d.*\d.*\d/)
  const email = usable(useSettled(Form.useWatch('email') as string | undefined, restMs), /.+@.+\..+/)
  const found = useQuery({
    queryKey: ['similar', phone, email],
    queryFn: () => findSimilar({ ...(phone && { phone }), ...(email && { email }) }),
    enabled: phone !== undefined || email !== undefined,
    gcTime: 0,
  })
  return (
    <Panel
      title={t('caller.title')}
      extra={found.data && <span className="chip">{t('caller.count', { count: found.data.rows.length })}</span>}
    >
      {!phone && !email && <p className="muted">{t('caller.waiting')}</p>}
      {found.isFetching && !found.data && <Lines count={3} />}
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.data?.rows.length === 0 && <p className="muted">{t('caller.first')}</p>}
      {found.data && found.data.rows.length >= 2 && (
        <p className="caller-often">{t('caller.often', { count: found.data.rows.length })}</p>
      )}
      <ul className="caller">
        {found.data?.rows.map((row) => (
          <li key={row.id}>
            <Link to="/cases/$id" params={{ id: row.id }} target="_blank">
              {row.title}
            </Link>
            <p className="muted small">
              <span className="figures">{row.number}</span> · <Moment at={row.receivedAt} short /> ·{' '}
              {row.status === 'open' ? t(`codes:stage.${row.stage}`) : t(`codes:status.${row.status}`)}
            </p>
            {row.lead && <Lamp of={row.lead} quiet />}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function usable(text: string | undefined, shape: RegExp): string | undefined {
  const trimmed = text?.trim()
  return trimmed && shape.test(trimmed) ? trimmed : undefined
}
