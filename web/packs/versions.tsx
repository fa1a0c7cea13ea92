import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RevisionEntry } from '../../api/packs.ts'
import { Empty } from '../ui/empty.tsx'
import { Moment } from '../ui/moment.tsx'
import { useMay } from '../ui/office.ts'
import { Panel } from '../ui/panel.tsx'

/** The versions of a pack that were ever proposed, newest first: by whom, why, and what became of them. */
export function Versions({ revisions }: { revisions: readonly RevisionEntry[] }) {
  const { t } = useTranslation()
  if (revisions.length === 0) return <Empty title={t('packs.noRevisions')} hint={t('packs.noRevisionsHint')} />
  return (
    <Panel title={t('packs.view.versions')} className="panel-flush">
      <ol className="pack-entries">
        {revisions.map((revision) => (
          <Version key={revision.id} revision={revision} />
        ))}
      </ol>
    </Panel>
  )
}

const colours = { proposed: 'chip chip-amber', 'in-force': 'chip chip-green', returned: 'chip', withdrawn: 'chip' }

function Version({ revision }: { revision: RevisionEntry }) {
  const { t } = useTranslation()
  const mayDraft = useMay('may-administer-organisation')
  const mayPutInForce = useMay('may-administer-people')
  const { id, status, from, reason, proposed, settled, hash } = revision
  return (
    <li className="version">
      <p>
        <span className={colours[status]}>{t(`revision.status.${status}`, { day: from })}</span>{' '}
        {mayDraft || mayPutInForce ? (
          <Link to="/revisions/$id" params={{ id }}>
            {reason}
          </Link>
        ) : (
          reason
        )}
      </p>
      <p className="muted small">
        {t('revision.proposedBy', { name: proposed.by.name })} <Moment at={proposed.at} />
        {settled && (
          <>
            {' · '}
            {t(`revision.settledBy.${status}`, { name: settled.by.name })} <Moment at={settled.at} />
            {settled.reason && `${t('time:colon')}${settled.reason}`}
          </>
        )}{' '}
        · <code>{hash.slice(0, 12)}</code>
      </p>
    </li>
  )
}
