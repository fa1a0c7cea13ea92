import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Workbench } from '../../api/cases.ts'
import { Lamp } from '../ui/lamp.tsx'
import { Moment } from '../ui/moment.tsx'
import { Panel } from '../ui/panel.tsx'

/** What the reader promised to complainants and still owes, the earliest first. */
export function MyPromises({ promises }: { promises: Workbench['promises'] }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('promises.mine')}>
      {promises.length === 0 && <p className="muted">{t('promises.noneMine')}</p>}
      <ul className="my-promises">
        {promises.map(({ caseId, number, ordinal, what, due, ...lit }) => (
          <li key={`${caseId} ${ordinal}`} className={lit.remaining.overdue ? 'promise-late' : ''}>
            <p className="prose">{what ?? <span className="muted">{t('story.closed')}</span>}</p>
            <Lamp of={lit} />
            <p className="small">
              <Link to="/cases/$id" params={{ id: caseId }} className="figures">
                {number}
              </Link>{' '}
              <span className="muted">
                {t('promises.until')} <Moment at={due} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
