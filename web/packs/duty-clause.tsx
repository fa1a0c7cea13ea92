import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { limitsOf } from '../../core/policy/limits.ts'
import type { Duty, Limit, Pack } from '../../core/policy/pack-shape.ts'
import { useFormats } from '../ui/formats.ts'
import { usePackNames } from './pack-names.ts'
import { SourceChip } from './source-chip.tsx'

/** A duty in full: when it begins and ends, how long it may take, what pauses or lengthens it, who is told when. */
export function DutyClause({ pack, duty }: { pack: Pack; duty: Duty }) {
  const { t } = useTranslation()
  const { say, facts, post, grade } = usePackNames(pack)
  const { allowance } = useFormats()
  const lines: ReactNode[] = [
    t('packs.runs', { starts: facts([duty.starts_on]), stops: facts(duty.stops_on) }),
    duty.only_if && <Rule key="only" words={t('packs.onlyIf')} rule={duty.only_if} />,
    duty.stops_if && <Rule key="stops" words={t('packs.stopsIf')} rule={duty.stops_if} />,
    duty.falls_away_on && t('packs.fallsAway', { facts: facts(duty.falls_away_on) }),
    duty.pause && t('packs.pauses', { on: facts(duty.pause.on), until: facts(duty.pause.until) }),
    duty.restarts_on && t('packs.restarts', { facts: facts(duty.restarts_on) }),
    ...(duty.extend ?? []).map(({ to, approve }) =>
      t('packs.extends', { to: allowance(to), posts: approve.map(post).join(t('time:comma')) }),
    ),
    ...duty.warn.map(({ at, after, tell, raise }) =>
      [
        t('packs.tells', { at: at ?? `+${allowance(after ?? '')}`, posts: tell.map(post).join(t('time:comma')) }),
        raise && t('packs.raises', { grade: grade(raise) }),
      ]
        .filter(Boolean)
        .join(t('time:comma')),
    ),
  ].filter(Boolean)
  return (
    <details className="duty-clause">
      <summary>
        <span className="duty-clause-time figures">{timeOf(duty, allowance, t('packs.byReceipt'))}</span>
        <span>{say(duty.duty)}</span>
        <SourceChip source={duty.source} />
      </summary>
      <div className="duty-clause-body small">
        <Limits pack={pack} limits={limitsOf(duty)} />
        <ul className="pack-list">
          {lines.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a clause never move
            <li key={i}>{line}</li>
          ))}
        </ul>
      </div>
    </details>
  )
}

function timeOf(duty: Duty, inWords: (written: string) => string, several: string): string {
  const [only, ...more] = limitsOf(duty)
  return only && more.length === 0 ? inWords(latest(only)) : several
}

function latest({ allow }: Limit): string {
  return allow[Object.keys(allow).sort().at(-1) ?? ''] ?? ''
}

/** Each limit with the channels, the times of receipt and the days it is for. */
function Limits({ pack, limits }: { pack: Pack; limits: readonly Limit[] }) {
  const { t } = useTranslation()
  const { channel } = usePackNames(pack)
  const { allowance } = useFormats()
  return (
    <ul className="duty-limits">
      {limits.map(({ channels, received, allow, source }) => {
        const whose = [channels?.map(channel), received?.map((one) => t(`codes:received.${one}`))].flatMap((parts) =>
          parts ? [parts.join(t('time:comma'))] : [],
        )
        return (
          <li key={`${channels} ${received}`}>
            {whose.join(' · ') || t(limits.length > 1 ? 'packs.otherwise' : 'packs.always')}
            {t('time:colon')}
            {Object.entries(allow)
              .map(([day, written]) =>
                written === null ? t('packs.ends', { day }) : t('packs.since', { time: allowance(written), day }),
              )
              .join(t('time:comma'))}{' '}
            {limits.length > 1 && <SourceChip source={source} />}
          </li>
        )
      })}
    </ul>
  )
}

function Rule({ words, rule }: { words: string; rule: string }) {
  return (
    <>
      {words} <code>{rule}</code>
    </>
  )
}
