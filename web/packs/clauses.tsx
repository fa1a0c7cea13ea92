import { useTranslation } from 'react-i18next'
import type { Pack } from '../../core/policy/pack-shape.ts'
import { useFormats } from '../ui/formats.ts'
import { Panel } from '../ui/panel.tsx'
import { Channels } from './channels.tsx'
import { Clause, Listed } from './clause.tsx'
import { DutyClause } from './duty-clause.tsx'
import { usePackNames } from './pack-names.ts'
import { ProposalRules } from './proposal-rules.tsx'

/** The whole document, clause by clause, each with where it comes from. */
export function Clauses({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { say } = usePackNames(pack)
  const duties = Object.entries(pack.obligations)
  return (
    <>
      <Panel title={t('packs.duties', { count: duties.length })} className="panel-flush">
        {duties.map(([id, duty]) => (
          <DutyClause key={id} pack={pack} duty={duty} />
        ))}
      </Panel>
      <div className="pack-columns">
        <Listed title={t('packs.grades')}>
          {pack.grades.order.map(({ id, name, when, source }) => (
            <Clause key={id} words={say(name)} rule={when} source={source} />
          ))}
        </Listed>
        <Listed title={t('packs.conditions')}>
          {Object.entries(pack.intake.conditions).map(([id, { text, source }]) => (
            <Clause key={id} words={say(text)} source={source} />
          ))}
        </Listed>
        <Counting pack={pack} />
        <Authority pack={pack} />
        <Money pack={pack} />
        <Channels pack={pack} />
        <Listed title={t('packs.asked')}>
          {Object.entries(pack.intake.asked).map(([item, { source }]) => (
            <Clause key={item} words={t(`codes:item.${item}`)} source={source} />
          ))}
        </Listed>
        {Object.entries(pack.taxonomy.axes).map(([id, { name, values, source }]) => (
          <Listed key={id} title={t('packs.axis', { name: say(name) })}>
            <Clause
              words={Object.values(values)
                .map((one) => say(one.name))
                .join(' · ')}
              source={source}
            />
          </Listed>
        ))}
        <ProposalRules pack={pack} />
        <Feedback pack={pack} />
        <Investigation pack={pack} />
        <Reports pack={pack} />
        <People pack={pack} />
        <Letters pack={pack} />
        <Exceptions pack={pack} />
        <Listed title={t('packs.rights')}>
          {pack.feedback.rights.map(({ text, source }) => (
            <Clause key={text.en} words={say(text)} source={source} />
          ))}
        </Listed>
      </div>
    </>
  )
}

/** How periods in days end, and by whose clock; the Civil Code says it where the pack does not. */
function Counting({ pack: { manifest } }: { pack: Pack }) {
  const { t } = useTranslation()
  const { counting } = manifest
  if (!counting)
    return (
      <Listed title={t('packs.counting')}>
        <li>{t('packs.counting-civil-code')}</li>
      </Listed>
    )
  const { last_day_off, ends, zone, source } = counting
  return (
    <Listed title={t('packs.counting')}>
      <Clause words={t(`packs.last-day-off.${last_day_off}`)} source={source} />
      <Clause words={t(`packs.day-ends.${ends}`)} source={source} />
      {zone && <Clause words={t('packs.counting-zone', { zone })} source={source} />}
    </Listed>
  )
}

function Authority({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { post } = usePackNames(pack)
  return (
    <Listed title={t('packs.authorities')}>
      {Object.entries(pack.authority.authorities).map(([id, { posts, source }]) => (
        <Clause
          key={id}
          words={`${t([`codes:authority.${id}`, 'codes:unknown'], { value: id })}${t('time:colon')}${posts.map(post).join(t('time:comma'))}`}
          source={source}
        />
      ))}
    </Listed>
  )
}

function Money({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { post } = usePackNames(pack)
  const { money } = useFormats()
  const { currency, tiers } = pack.authority.money
  const sum = (yuan: number) => money({ minor: yuan * 100, currency })
  return (
    <Listed title={t('packs.money')}>
      {tiers.map(({ post: held, below, source }) => (
        <Clause
          key={held}
          words={`${post(held)}${t('time:colon')}${
            below === 'all'
              ? t('packs.noLimit')
              : Object.entries(below)
                  .map(([day, yuan]) => t('packs.since', { time: t('packs.below', { sum: sum(yuan) }), day }))
                  .join(t('time:comma'))
          }`}
          source={source}
        />
      ))}
    </Listed>
  )
}

function Feedback({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { say } = usePackNames(pack)
  const { allowance } = useFormats()
  const { survey, review } = pack.feedback
  const { years, source } = pack.retention
  const dimensions = Object.values(survey.dimensions).map(({ name }) => say(name))
  return (
    <Listed title={t('packs.after')}>
      <Clause words={`${t('packs.dimensions')}${t('time:colon')}${dimensions.join(' · ')}`} source={survey.source} />
      <Clause words={t('packs.review', { time: allowance(review.within) })} source={review.source} />
      <Clause
        words={Object.entries(years)
          .map(([day, count]) => t('packs.since', { time: t('packs.retention', { count }), day }))
          .join(t('time:comma'))}
        source={source}
      />
    </Listed>
  )
}

/** The report that an investigation has to come to, who signs it, and how long a line of its plan has. */
function Investigation({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { say, post } = usePackNames(pack)
  const { allowance } = useFormats()
  const { report, plan } = pack.investigation ?? {}
  if (!report && !plan) return null
  const grades = pack.grades.order.filter(({ id }) => report?.grades?.includes(id) ?? true)
  return (
    <Listed title={t('packs.investigation')}>
      {report && (
        <Clause
          words={t(report.grades ? 'packs.reportOfGrades' : 'packs.reportOfAll', {
            grades: grades.map(({ name }) => say(name)).join(t('time:comma')),
            sections: report.sections.map(({ title }) => say(title)).join(t('time:semicolon')),
          })}
          source={report.source}
        />
      )}
      {Object.entries(report?.signatures ?? {}).map(([role, { posts, source }]) => (
        <Clause
          key={role}
          words={t('packs.signer', {
            role: t(`codes:report-role.${role}`),
            posts: posts.map(post).join(t('time:comma')),
          })}
          source={source}
        />
      ))}
      {plan && <Clause words={t('packs.planWithin', { time: allowance(plan.within) })} source={plan.source} />}
    </Listed>
  )
}

function Reports({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { say } = usePackNames(pack)
  const reports = Object.entries(pack.reports ?? {})
  if (reports.length === 0) return null
  return (
    <Listed title={t('packs.reports')}>
      {reports.map(([id, { name, every, source }]) => (
        <Clause
          key={id}
          words={t('packs.report', { name: say(name), every: t(`packs.every.${every}`) })}
          source={source}
        />
      ))}
    </Listed>
  )
}

function People({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { say, post } = usePackNames(pack)
  const rules = Object.entries(pack.people ?? {})
  if (rules.length === 0) return null
  return (
    <Listed title={t('packs.people')}>
      {rules.map(([id, { name, posts, source }]) => (
        <Clause
          key={id}
          words={`${posts.map(post).join(t('time:comma'))}${t('time:colon')}${say(name)}`}
          source={source}
        />
      ))}
    </Listed>
  )
}

function Letters({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { say, facts } = usePackNames(pack)
  const letters = Object.entries(pack.letters ?? {})
  if (letters.length === 0) return null
  return (
    <Listed title={t('packs.letters')}>
      {letters.map(([id, { name, on, must, source }]) => (
        <Clause
          key={id}
          words={t('packs.letter', {
            name: say(name),
            on: facts([on]),
            must: Object.values(must)
              .map(({ what }) => say(what))
              .join(t('time:comma')),
          })}
          source={source}
        />
      ))}
    </Listed>
  )
}

/** Where the document contradicts itself, and why the pack keeps it. */
function Exceptions({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { say } = usePackNames(pack)
  const exceptions = (pack.manifest.exceptions ?? []).filter((one) => !('with' in one))
  if (exceptions.length === 0) return null
  return (
    <Panel title={t('packs.exceptions')}>
      <ul className="pack-list">
        {exceptions.map(({ rule, at, reason }) => (
          <li key={`${rule} ${at} ${reason.en}`}>{say(reason)}</li>
        ))}
      </ul>
    </Panel>
  )
}
