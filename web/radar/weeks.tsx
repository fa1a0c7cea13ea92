import { useTranslation } from 'react-i18next'

const [width, height, gap] = [8, 28, 2]

/** Complaints week by week as bars, the latest last; read out as a sentence. */
export function Weeks({ weeks }: { weeks: readonly number[] }) {
  const { t } = useTranslation()
  const most = Math.max(1, ...weeks)
  const bars = weeks.map((count, at) => ({ count, x: at * (width + gap) }))
  return (
    <svg
      className="radar-weeks"
      width={weeks.length * (width + gap)}
      height={height}
      role="img"
      aria-label={t('radar.weeks', { counts: weeks.join(', ') })}
    >
      {bars.map(({ count, x }) => {
        const tall = Math.max(1, Math.round((count / most) * height))
        return <rect key={x} x={x} y={height - tall} width={width} height={tall} rx={1} />
      })}
    </svg>
  )
}
