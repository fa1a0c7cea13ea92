import { useTranslation } from 'react-i18next'
import type { PackWords } from '../../words/names.ts'
import { useFormats } from '../ui/formats.ts'
import { useNames } from '../ui/names.ts'
import './packs.css'

type Duty = PackWords['duties'][number]

/** The time a duty allows in short: where it depends on how the complaint came in, that it does. */
export function DutyTime({ duty }: { duty: Pick<Duty, 'limits'> }) {
  const { t } = useTranslation()
  const { allowance } = useFormats()
  const [only, ...more] = duty.limits
  if (!only || more.length > 0) return <b>{t('packs.byReceipt')}</b>
  return <b className="figures">{allowance(only.allowance)}</b>
}

/** The limits of a duty that has several, each with the channels and times it is for. */
export function DutyLimits({ duty }: { duty: Pick<Duty, 'limits'> }) {
  const { t } = useTranslation()
  const { allowance: inWords } = useFormats()
  const names = useNames()
  if (duty.limits.length < 2) return null
  return (
    <ul className="duty-limits small">
      {duty.limits.map(({ channels, received, allowance }) => (
        <li key={`${channels} ${received}`}>
          {[channels?.map(names.channel), received?.map((one) => t(`codes:received.${one}`))]
            .flatMap((parts) => (parts ? [parts.join(t('time:comma'))] : []))
            .join(' · ') || t('packs.otherwise')}
          {t('time:colon')}
          <b className="figures">{inWords(allowance)}</b>
        </li>
      ))}
    </ul>
  )
}
