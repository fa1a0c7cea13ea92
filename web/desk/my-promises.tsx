import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Workbench } from '../../api/cases.ts'
import { Moment } from '../ui/moment.tsx'
import { Panel } from '../ui/panel.tsx'

/** What the reader promised to complainants and still owes, the earliest first. */
export function MyPromises({ promises }: { promises: Workbench['promises'] }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('promises.mine')}>
      {promises.length === 0 && <p className="muted">{t('promises.noneMine')}</p>}
      <ul className="my-promises">
        {promises.map(({ caseId, number, ordinal, what, due, late }) => (
          <li key={`${caseId} ${ordinal}`} className={late ? 'promise-late' : ''}>
            <p className="prose">{what ?? <span className="muted">{t('story.closed')}</span>}</p>
            <p className="small">
              <Link to="/cases/$id" params={{ id: caseId }} className="figures">
                {number}
              </Link>{' '}
              <span className="muted">
                {t(late ? 'promises.late.open' : 'promises.until')} <Moment at={due} relative />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
