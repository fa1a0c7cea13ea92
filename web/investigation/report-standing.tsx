import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'

type Report = CasePageView['report']

/** Who signed the version that counts, who did not yet, who would not, and which signatures fell with a revision. */
export function ReportStanding({ report }: { report: Report }) {
  const { t } = useTranslation()
  const names = useNames()
  const { current, fallen } = report
  return (
    <>
      <dl className="pairs report-signatures">
        {report.signers.map(({ role, posts }) => {
          const given = current?.signatures.find((one) => one.role === role)
          return (
            <div key={role}>
              <dt>{t(`codes:report-role.${role}`)}</dt>
              <dd>
                {given ? (
                  <>
                    <b>{names.person(given.staff)}</b> <span className="chip chip-green">{t('report.signed')}</span>{' '}
                    <span className="muted small">
                      <Moment at={given.at} />
                    </span>
                  </>
                ) : (
                  <span className="muted">
                    {t('report.unsigned', { posts: posts.map(names.post).join(t('time:comma')) })}
                  </span>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
      {current?.refused && (
        <p className="report-refused" role="note">
          {t('report.refusedBy', {
            who: names.person(current.refused.staff),
            role: t(`codes:report-role.${current.refused.role}`),
          })}
          {t('time:colon')}
          {current.refused.reason ?? t('story.closed')}
        </p>
      )}
      {fallen.length > 0 && (
        <ul className="report-fallen muted small">
          {fallen.map(({ version, role, staff }) => (
            <li key={`${version} ${role}`}>
              {t('report.fallen', { version, who: names.person(staff), role: t(`codes:report-role.${role}`) })}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** How a report stands, in two words. */
export function ReportChip({ current }: Pick<Report, 'current'>) {
  const { t } = useTranslation()
  if (!current) return <span className="chip chip-soft">{t('report.state.none')}</span>
  const state = current.refused ? 'refused' : current.outdated ? 'outdated' : current.signed ? 'signed' : 'open'
  const tone = { refused: 'chip-red', outdated: 'chip-amber', signed: 'chip-green', open: 'chip-amber' }[state]
  return <span className={`chip ${tone}`}>{t(`report.state.${state}`)}</span>
}
