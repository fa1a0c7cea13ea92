import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { actsInOrder } from '../../core/case/acts.ts'
import { limitsOf } from '../../core/policy/limits.ts'
import type { Duty, Pack } from '../../core/policy/pack-shape.ts'
import { useFormats } from '../ui/formats.ts'
import { Panel } from '../ui/panel.tsx'
import { usePackNames } from './pack-names.ts'

/** The way of a complaint, drawn from the pack: the acts from left to right, and under them from which to which each duty runs. */
export function Flow({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { facts } = usePackNames(pack)
  const acts = actsOf(pack)
  const rows = Object.entries(pack.obligations).sort(([, a], [, b]) => placeOf(a, acts) - placeOf(b, acts))
  return (
    <Panel title={t('packs.view.flow')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <section className="flow-scroll" tabIndex={0} aria-label={t('packs.view.flow')}>
        <div className="flow" style={{ '--acts': acts.length } as CSSProperties}>
          {acts.map((act, i) => (
            <div key={act} className="flow-act" style={{ gridColumn: i + 1, gridRow: 1 }}>
              {facts([act])}
            </div>
          ))}
          {acts.map((act, i) => (
            <div key={act} className="flow-line" style={{ gridColumn: i + 1, gridRow: `2 / span ${rows.length}` }} />
          ))}
          {rows.map(([id, duty], row) => (
            <Arrow key={id} pack={pack} duty={duty} acts={acts} row={row + 2} />
          ))}
        </div>
      </section>
    </Panel>
  )
}

function Arrow({ pack, duty, acts, row }: { pack: Pack; duty: Duty; acts: readonly string[]; row: number }) {
  const { t } = useTranslation()
  const { say, facts } = usePackNames(pack)
  const { allowance } = useFormats()
  const [from, to] = [acts.indexOf(duty.starts_on), endOf(duty, acts)]
  const [only, ...more] = limitsOf(duty)
  const time = only && more.length === 0 ? allowance(Object.values(only.allow).at(-1) ?? '') : t('packs.byReceipt')
  const [left, right] = from <= to ? [from, to] : [to, from]
  const kind = from === to ? 'flow-again' : from < to ? 'flow-on' : 'flow-back'
  const reads = t('packs.runs', { starts: facts([duty.starts_on]), stops: facts(duty.stops_on) })
  return (
    <div
      className={`flow-duty ${kind}`}
      style={{ gridColumn: `${left + 1} / ${right + 2}`, gridRow: row }}
      title={`${say(duty.duty)}${t('time:colon')}${reads}`}
    >
      <b className="figures nowrap">{time}</b> <span>{say(duty.duty)}</span>
      <span className="visually-hidden">{reads}</span>
    </div>
  )
}

/** The acts that the duties of a pack begin or end with. */
function actsOf({ obligations }: Pack): readonly string[] {
  const named = new Set<string>(Object.values(obligations).flatMap((duty) => [duty.starts_on, ...duty.stops_on]))
  const known = actsInOrder.filter((act) => named.has(act))
  return [...known, ...[...named].filter((act) => !known.some((one) => one === act))]
}

/** A duty that several acts can end is drawn to the one that mostly comes last before it is too late: the first of them. */
function endOf({ stops_on }: Duty, acts: readonly string[]): number {
  return Math.min(...stops_on.map((act) => acts.indexOf(act)))
}

function placeOf(duty: Duty, acts: readonly string[]): number {
  return acts.indexOf(duty.starts_on) * 100 + endOf(duty, acts)
}
