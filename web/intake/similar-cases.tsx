import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Form } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../../api/cases.ts'
import type { Resembling } from '../../api/similar.ts'
import { findSimilar } from '../api/calls.ts'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { Panel } from '../ui/panel.tsx'
import { useSettled } from '../ui/settled.ts'
import { Lines } from '../ui/skeleton.tsx'
import type { Chosen, LinkKind } from './links-to-make.ts'

const restMs = 800
/** A text shorter than this resembles everything. */
const leastText = 20

type Props = Chosen & {
  /** Puts what was typed into that case, and registers nothing. */
  readonly addTo: (row: CaseRow) => void
}

/** What the complaint that is being told resembles, why, and what may be done about it. */
export function SimilarCases({ links, choose, addTo }: Props) {
  const { t } = useTranslation()
  const asked = useAsked()
  const found = useQuery({
    queryKey: ['similar-cases', asked],
    queryFn: () => findSimilar(asked ?? {}),
    enabled: asked !== undefined,
    gcTime: 0,
    // What was found for the words before stays to be read until the next answer is there.
    placeholderData: (before) => before,
  })
  const alike = (found.data?.why ?? []).filter(({ link }) => link !== null)
  const rowOf = new Map(found.data?.rows.map((row) => [row.id, row]))
  return (
    <Panel title={t('similar.title')} extra={alike.length > 0 && <span className="chip">{alike.length}</span>}>
      {!asked && <p className="muted">{t('similar.waiting')}</p>}
      {asked && found.isFetching && !found.data && <Lines count={2} />}
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {asked && found.data && alike.length === 0 && <p className="muted">{t('similar.none')}</p>}
      <AllOfOneCause alike={alike} links={links} choose={choose} />
      <ul className="caller">
        {alike.map((why) => {
          const row = rowOf.get(why.id)
          return (
            row && <One key={why.id} row={row} why={why} linked={links.has(why.id)} choose={choose} addTo={addTo} />
          )
        })}
      </ul>
    </Panel>
  )
}

/** Several at once, while somebody waits on the line. */
function AllOfOneCause({ alike, links, choose }: Chosen & { readonly alike: readonly Resembling[] }) {
  const { t } = useTranslation()
  const left = alike.filter(({ id, link }) => link === 'same-cause' && !links.has(id)).map(({ id }) => id)
  if (left.length < 2) return null
  return (
    <Button size="small" className="similar-all" onClick={() => choose(left, 'same-cause')}>
      {t('similar.linkAll', { count: left.length })}
    </Button>
  )
}

/** What was typed, once the person rests; undefined while it is too little. */
function useAsked() {
  const form = Form.useFormInstance()
  const all = (Form.useWatch([], form) ?? {}) as Readonly<Record<string, unknown>>
  const typed = [...told, ...about].map((name) => [name, String(all[name] ?? '').trim()])
  const settled = useSettled(JSON.stringify(typed), restMs)
  const values = Object.fromEntries(JSON.parse(settled) as [string, string][])
  const text = told.flatMap((name) => values[name] || []).join('\n')
  if (text.length < leastText) return undefined
  return { text, ...Object.fromEntries(about.flatMap((name) => (values[name] ? [[name, values[name]]] : []))) }
}

const told = ['title', 'content', 'request']
const about = ['product', 'place', 'phone', 'email']

type OneProps = Pick<Props, 'choose' | 'addTo'> & {
  readonly row: CaseRow
  readonly why: Resembling
  readonly linked: boolean
}

function One({ row, why, linked, choose, addTo }: OneProps) {
  const { t } = useTranslation()
  const kind = why.link as LinkKind
  return (
    <li>
      <Link to="/cases/$id" params={{ id: row.id }} target="_blank">
        {row.title}
      </Link>
      <p className="muted small">
        <span className="figures">{row.number}</span> · <Moment at={row.receivedAt} short /> ·{' '}
        {row.status === 'open' ? t(`codes:stage.${row.stage}`) : t(`codes:status.${row.status}`)}
      </p>
      <p className="small">
        <b>{t('similar.seems', { link: t(`codes:link-kind.${kind}`) })}</b> {reasonsOf(why, t).join(t('time:comma'))}
      </p>
      {why.phrases.map((phrase) => (
        <q key={phrase} className="similar-phrase small">
          {phrase}
        </q>
      ))}
      <p className="similar-acts">
        <Button
          size="small"
          type={linked ? 'primary' : 'default'}
          onClick={() => choose([row.id], linked ? undefined : kind)}
          aria-pressed={linked}
        >
          {t(linked ? 'similar.willLink' : 'similar.link', { link: t(`codes:link-kind.${kind}`) })}
        </Button>
        {row.status === 'open' && (
          <Button size="small" onClick={() => addTo(row)}>
            {t('similar.addTo')}
          </Button>
        )}
      </p>
    </li>
  )
}

function reasonsOf(why: Resembling, t: TFunction): string[] {
  const told: (string | false)[] = [
    why.samePerson && t('similar.samePerson'),
    why.likeness >= 0.08 && t('similar.alike', { percent: Math.round(why.likeness * 100) }),
    why.sameProduct && t('similar.sameProduct'),
    why.samePlace && t('similar.samePlace'),
    why.daysApart === 0 ? t('similar.today') : t('similar.apart', { count: why.daysApart }),
  ]
  return told.filter((one) => one !== false)
}
