import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { useFormats } from '../ui/formats.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'

/** For which duty more time is asked, until when it runs now and how long it would be: what somebody decides on. */
export function AskedExtension({ obligations }: Pick<CasePageView, 'obligations'>) {
  const { t } = useTranslation()
  const { say } = useNames()
  const { allowance } = useFormats()
  const one = obligations.find(({ asked }) => asked !== null)
  if (!one?.asked) return null
  return (
    <dl className="pairs asked-extension">
      <dt>{t('fields:duty')}</dt>
      <dd>{say(one.text)}</dd>
      <dt>{t('form.dueNow')}</dt>
      <dd>
        <Moment at={one.due} />
      </dd>
      <dt>{t('form.extendTo')}</dt>
      <dd>{allowance(one.asked)}</dd>
    </dl>
  )
}
