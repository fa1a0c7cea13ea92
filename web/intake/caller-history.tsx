import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../../api/cases.ts'
import { findSimilar } from '../api/calls.ts'
import { Failed } from '../ui/failed.tsx'
import { Lamp } from '../ui/lamp.tsx'
import { Moment } from '../ui/moment.tsx'
import { Panel } from '../ui/panel.tsx'
import { useSettled } from '../ui/settled.ts'
import { Lines } from '../ui/skeleton.tsx'
import type { Chosen, LinkKind } from './links-to-make.ts'

const restMs = 600
/** Somebody who waits so many days is not told to wait on. */
const longDays = 7
/** How the same person comes back. */
const again = ['repeat', 'second-complaint'] as const

/** Who is calling: what the same phone or e-mail complained of before. */
export function CallerHistory({ links, choose }: Chosen) {
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
      {found.data && <Often rows={found.data.rows} />}
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
            <Relation row={row} links={links} choose={choose} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Who complains again, or waits for long: said before anything is promised. */
function Often({ rows }: { rows: readonly CaseRow[] }) {
  const { t } = useTranslation()
  const open = rows.filter((row) => row.status === 'open')
  const oldest = Math.min(...open.map((row) => Date.parse(row.receivedAt)))
  const days = Math.floor((Date.now() - oldest) / 86_400_000)
  const long = open.length > 0 && days >= longDays
  if (rows.length < 2 && !long) return null
  return (
    <Alert
      type="warning"
      showIcon
      className="caller-often"
      title={rows.length >= 2 ? t('caller.often', { count: rows.length }) : t('caller.long', { days })}
      description={rows.length >= 2 && long ? t('caller.long', { days }) : undefined}
    />
  )
}

/** How the new complaint goes with an earlier one; it is linked once it is registered, and the pack may raise its grade. */
function Relation({ row, links, choose }: Chosen & { row: CaseRow }) {
  const { t } = useTranslation()
  const chosen = links.get(row.id)
  const options: { value: LinkKind; label: string }[] = again.map((value) => ({
    value,
    label: t(`caller.relation.${value}`),
  }))
  // Chosen among those that are alike, where more is offered.
  if (chosen && !again.some((one) => one === chosen))
    options.push({ value: chosen, label: t(`codes:link-kind.${chosen}`) })
  return (
    <Select
      size="small"
      className="caller-relation"
      aria-label={t('caller.relationOf', { number: row.number })}
      value={chosen ?? null}
      onChange={(kind) => choose([row.id], kind ?? undefined)}
      placeholder={t('caller.unrelated')}
      allowClear
      options={options}
    />
  )
}

function usable(text: string | undefined, shape: RegExp): string | undefined {
  const trimmed = text?.trim()
  return trimmed && shape.test(trimmed) ? trimmed : undefined
}
