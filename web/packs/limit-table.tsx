import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { isMap, isScalar, parseDocument, type Scalar } from 'yaml'
import { allowanceOf, formatAllowance, parseAllowance } from '../../core/calendar/allowance.ts'
import { useNames } from '../ui/names.ts'

const units = [
  'calendar-minutes',
  'calendar-hours',
  'calendar-days',
  'working-hours',
  'working-days',
  'months',
] as const
type Unit = (typeof units)[number]

/** A limit as it stands in the text: of which duty, since when, and from where to where it is written. */
type Place = {
  readonly duty: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly clause: string
  readonly line: number | undefined
  readonly since: string
  readonly written: string
  readonly range: readonly [number, number]
}

/**
 * The limits of a pack as a table. What is changed here is changed in the text and nowhere else in it, so comments and
 * order stay as somebody wrote them.
 */
export function LimitTable({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation()
  const { say } = useNames()
  const places = placesIn(text)
  const put = ({ range: [from, to] }: Place, written: string) =>
    onChange(`${text.slice(0, from)}${written}${text.slice(to)}`)
  if (places.length === 0) return <p className="muted">{t('revision.noTable')}</p>
  return (
    <table className="limit-table">
      <thead>
        <tr>
          <th>{t('revision.duty')}</th>
          <th>{t('revision.clause')}</th>
          <th>{t('revision.limit')}</th>
          <th>{t('revision.since')}</th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={`${place.duty} ${place.line} ${place.since}`}>
            <td>
              {say(place.name)}
              {place.line !== undefined && (
                <span className="muted small"> {t('revision.line', { line: place.line + 1 })}</span>
              )}
            </td>
            <td className="muted">{place.clause}</td>
            <td>
              <Limit place={place} label={say(place.name)} put={(written) => put(place, written)} />
            </td>
            <td className="figures muted">{place.since}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Limit({ place, label, put }: { place: Place; label: string; put: (written: string) => void }) {
  const { t } = useTranslation()
  const parsed = parseAllowance(place.written)
  const known = units.find((unit) => unit === parsed?.unit)
  if (!parsed || !known) return <span className="figures">{place.written}</span>
  const set = (amount: number | null, unit: Unit) => {
    const next = allowanceOf(amount ?? 0, unit)
    if (next) put(formatAllowance(next))
  }
  return (
    <span className="limit-field">
      <InputNumber
        aria-label={t('revision.amountOf', { duty: label })}
        min={1}
        precision={0}
        value={parsed.amount}
        onChange={(amount) => set(amount, known)}
      />
      <Select
        aria-label={t('revision.unitOf', { duty: label })}
        value={known}
        onChange={(unit) => set(parsed.amount, unit)}
        options={units.map((value) => ({ value, label: t(`revision.unit.${value}`) }))}
      />
    </span>
  )
}

/** Every limit of the duties of a file; what cannot be read has no row and stays a matter of the text. */
function placesIn(text: string): Place[] {
  const { contents } = parseDocument(text)
  if (!isMap(contents)) return []
  return contents.items.flatMap(({ key, value }) => {
    if (!isMap(value) || !isScalar(key)) return []
    const duty = String(key.value)
    const named = value.toJSON() as { duty?: Place['name']; source?: { clause?: string }; limits?: unknown[] }
    const at = { duty, name: named.duty ?? { zh: duty, en: duty }, clause: named.source?.clause ?? '' }
    const lines = (named.limits ?? []).flatMap((_, line) =>
      dated(value.getIn(['limits', line, 'allow'], true), at, line),
    )
    return [...dated(value.get('allow', true), at), ...lines]
  })
}

function dated(node: unknown, at: Pick<Place, 'duty' | 'name' | 'clause'>, line?: number): Place[] {
  if (!isMap(node)) return []
  return node.items.flatMap(({ key, value }) => {
    const range = isScalar(value) ? (value as Scalar).range : undefined
    if (!range || !isScalar(key)) return []
    const written = String((value as Scalar).value)
    return [{ ...at, line, since: String(key.value), written, range: [range[0], range[1]] as const }]
  })
}
