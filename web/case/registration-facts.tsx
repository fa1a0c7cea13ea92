import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { useFormats } from '../ui/formats.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Marked } from './marked.tsx'

/** What was complained of, in the complainant's words, with what is still missing. */
export function RegistrationFacts({ view, brief = false }: { view: CasePageView; brief?: boolean }) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { registration: told } = view
  const lines = [
    ['request', told.request],
    ['product', told.product],
    ['place', told.place],
    ['respondent', told.respondent],
    ['reference', told.reference],
    ['amountAsked', told.amountAsked && money(told.amountAsked)],
  ] as const
  return (
    <>
      <p className={brief ? 'prose told told-brief' : 'prose told'}>
        <Marked text={told.content} />
      </p>
      <dl className="pairs">
        {lines.map(([field, value]) =>
          value ? (
            <div key={field} className="pair-line">
              <dt>{t(`fields:${field}`)}</dt>
              <dd className="prose">
                <Marked text={value} />
              </dd>
            </div>
          ) : null,
        )}
        {told.happenedAt && (
          <div className="pair-line">
            <dt>{t('fields:happenedAt')}</dt>
            <dd>
              <Moment at={told.happenedAt} />
            </dd>
          </div>
        )}
      </dl>
      {told.missing.length > 0 && (
        <p className="missing">
          {t('case.missing')}{' '}
          {told.missing.map((item) => (
            <span key={item} className="chip">
              {t(`codes:item.${item}`)}
            </span>
          ))}
        </p>
      )}
      {!brief && <Classes view={view} />}
    </>
  )
}

function Classes({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  const names = useNames()
  const classes = view.regimes.flatMap(({ pack, axes }) =>
    Object.entries(axes).map(([axis, value]) => ({ pack, axis, value })),
  )
  if (classes.length === 0) return null
  return (
    <p className="classes">
      {classes.map(({ pack, axis, value }) => (
        <span key={`${pack} ${axis}`} className="chip">
          {t('time:pair', { name: names.axis(pack, axis), value: names.axisValue(pack, axis, value) })}
        </span>
      ))}
    </p>
  )
}
