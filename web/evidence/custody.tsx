import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { EvidenceItem } from '../../api/evidence.ts'
import { Moment } from '../ui/moment.tsx'

type Thing = NonNullable<EvidenceItem['thing']>

/** Where a thing lies, under which seal, who has it; and from hand to hand since it was brought. */
export function Custody({ thing }: { thing: Thing }) {
  const { t } = useTranslation()
  const { seal, place, custodian, away, keepUntil, overdue, custody, disposed } = thing
  const broken = custody.some(({ sealIntact }) => sealIntact === false)
  return (
    <>
      <p className="small">
        {disposed
          ? t('evidence.disposed', { how: t(`codes:how.${disposed.how}`), to: disposed.recipient ?? '' })
          : t(away ? 'evidence.away' : 'evidence.held', { holder: custodian.name ?? '…', place: place ?? '…' })}
      </p>
      {seal && (
        <p className={broken ? 'seal seal-broken' : 'seal'}>
          {broken ? <CloseCircleOutlined aria-hidden /> : <CheckCircleOutlined aria-hidden />}{' '}
          {t(broken ? 'evidence.sealBroken' : 'evidence.sealIntact', { seal })}
        </p>
      )}
      {keepUntil && !disposed && (
        <p className={overdue ? 'small keep-over' : 'muted small'}>
          {t(overdue ? 'evidence.keepOver' : 'evidence.keepUntil', { day: keepUntil })}
        </p>
      )}
      {(custody.length > 1 || disposed) && <CustodyLine custody={custody} disposed={disposed} />}
    </>
  )
}

function CustodyLine({ custody, disposed }: Pick<Thing, 'custody' | 'disposed'>) {
  const { t } = useTranslation()
  return (
    <details className="why">
      <summary>{t('evidence.custody')}</summary>
      <ol>
        {custody.map(({ at, by, from, place, condition, sealIntact, appraisal }) => (
          <li key={at}>
            <Moment at={at} short />{' '}
            {appraisal
              ? t(`evidence.appraisal.${appraisal}`, {
                  by: by.name ?? '…',
                  place: place ?? '…',
                  condition: condition ?? '…',
                  seal: t(`codes:sealIntact.${sealIntact ? 'yes' : 'no'}`),
                })
              : from
                ? t('evidence.takenOver', {
                    by: by.name ?? '…',
                    from: from.name ?? '…',
                    place: place ?? '…',
                    condition: condition ?? '…',
                    seal: t(`codes:sealIntact.${sealIntact ? 'yes' : 'no'}`),
                  })
                : t('evidence.broughtIn', { by: by.name ?? '…', place: place ?? '…' })}
          </li>
        ))}
        {disposed && (
          <li>
            <Moment at={disposed.at} short />{' '}
            {t('evidence.givenOut', { by: disposed.by.name ?? '…', how: t(`codes:how.${disposed.how}`) })}{' '}
            {disposed.reason}
          </li>
        )}
      </ol>
    </details>
  )
}
