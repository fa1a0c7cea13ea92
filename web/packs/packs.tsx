import { useQuery } from '@tanstack/react-query'
import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueQuery } from '../api/queries.ts'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { type PackWords, useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { DutyLimits, DutyTime } from './duty-limits.tsx'
import './packs.css'

/** The rule documents in force, to be read. */
export default function Packs() {
  const { t } = useTranslation()
  const found = useQuery(catalogueQuery)
  useTitle(t('menu.packs'))
  const packs = found.data?.packs ?? []
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('menu.packs')}</h1>
        <span className="muted">{t('packs.about')}</span>
      </div>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={10} />}
      {found.data && packs.length === 0 && <Empty title={t('packs.none')} />}
      {packs.length > 0 && <OnePack packs={packs} />}
    </div>
  )
}

/** One pack at a time; the choice wraps on a telephone, where a row of tabs would hide its end. */
function OnePack({ packs }: { packs: readonly PackWords[] }) {
  const { t } = useTranslation()
  const { say } = useNames()
  const [chosen, choose] = useState(packs[0]?.id)
  const pack = packs.find((one) => one.id === chosen) ?? packs[0]
  return (
    <>
      <Radio.Group
        className="packs-choice"
        aria-label={t('menu.packs')}
        optionType="button"
        value={pack?.id}
        onChange={(event) => choose(event.target.value as string)}
        options={packs.map((one) => ({ value: one.id, label: say(one.name) }))}
      />
      {pack && <Pack pack={pack} />}
    </>
  )
}

function Pack({ pack }: { pack: PackWords }) {
  const { t } = useTranslation()
  const { say } = useNames()
  const list = (items: readonly { id: string; name: { zh: string; en: string } }[]) =>
    items.map((one) => say(one.name)).join(' · ')
  return (
    <>
      <p className="muted small pack-hash">
        {pack.id} · {t('packs.hash')} <code>{pack.hash.slice(0, 16)}</code>
      </p>
      <Panel title={t('packs.duties', { count: pack.duties.length })} className="panel-flush">
        <Duties pack={pack} />
      </Panel>
      <div className="pack-columns">
        <Panel title={t('packs.grades')}>
          <ol className="pack-grades">
            {pack.grades.map((one) => (
              <li key={one.id}>{say(one.name)}</li>
            ))}
          </ol>
        </Panel>
        <Panel title={t('packs.conditions')}>
          <ul className="pack-list">
            {pack.conditions.map((one) => (
              <li key={one.id}>{say(one.text)}</li>
            ))}
          </ul>
        </Panel>
        <Panel title={t('packs.channels')}>
          <p>{list(pack.channels)}</p>
        </Panel>
        <Panel title={t('packs.asked')}>
          <p>{pack.asked.map((item) => t(`codes:item.${item}`)).join(' · ')}</p>
        </Panel>
        <Panel title={t('packs.axes')}>
          <dl className="pairs">
            {pack.axes.map((axis) => (
              <div key={axis.id} className="pack-pair">
                <dt>{say(axis.name)}</dt>
                <dd>{list(axis.values)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        <Panel title={t('packs.dimensions')}>
          <p>{list(pack.dimensions)}</p>
        </Panel>
        <Panel title={t('packs.rights')}>
          <ul className="pack-list">
            {pack.rights.map((one) => (
              <li key={one.en}>{say(one)}</li>
            ))}
          </ul>
        </Panel>
        <Panel title={t('packs.authorities')}>
          <Authorities pack={pack} />
        </Panel>
      </div>
    </>
  )
}

function Duties({ pack }: { pack: PackWords }) {
  const { t } = useTranslation()
  const { say } = useNames()
  return (
    <ul className="pack-duties">
      {pack.duties.map((duty) => (
        <li key={duty.id}>
          <DutyTime duty={duty} />
          <span>
            {say(duty.duty)}
            <span className="muted small pack-from">
              {t('packs.from', { fact: t(`facts:short.${duty.startsOn}`) })}
              {duty.onlyIf && ` · ${t('starting.onlyIf')}`}
            </span>
            <DutyLimits duty={duty} />
          </span>
          <span className="chip">{duty.clause === 'design' ? t('duties.design') : duty.clause}</span>
        </li>
      ))}
    </ul>
  )
}

function Authorities({ pack }: { pack: PackWords }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <dl className="pairs">
      {pack.authorities.map((one) => (
        <div key={one.id} className="pack-pair">
          <dt>{t([`codes:authority.${one.id}`, 'codes:unknown'], { value: one.id })}</dt>
          <dd>{one.posts.map(names.post).join(t('time:comma'))}</dd>
        </div>
      ))}
    </dl>
  )
}
