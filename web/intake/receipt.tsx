import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Receipt as ReceiptShape } from '../../api/receipt.ts'
import { caseQueryOf } from '../api/queries.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { useOffice } from '../ui/office.ts'
import { Codes } from './codes.tsx'

/** What the complainant is told and handed: number, query code, deadlines, rights. Prints on a sheet of A4. */
export function Receipt({ receipt, again }: { receipt: ReceiptShape; again: () => void }) {
  const { t } = useTranslation()
  const { me } = useOffice()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <div className="page receipt">
      <article className="panel receipt-sheet">
        <p className="receipt-letterhead">{me.organisation}</p>
        <h1 ref={title} tabIndex={-1}>
          {t('receipt.title')}
        </h1>
        <Codes {...receipt} />
        <p className="muted">{t('receipt.tell')}</p>
        <Promises id={receipt.id} />
      </article>
      <div className="receipt-buttons no-print">
        <Button type="primary" onClick={again}>
          {t('receipt.again')}
        </Button>
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('receipt.print')}
        </Button>
        <Link to="/cases/$id" params={{ id: receipt.id }}>
          {t('receipt.open')}
        </Link>
      </div>
    </div>
  )
}

function Promises({ id }: { id: string }) {
  const { t, i18n } = useTranslation()
  const names = useNames()
  const { data } = useQuery(caseQueryOf(id))
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const running = (data?.obligations ?? [])
    .filter((one) => one.status === 'running')
    .sort((a, b) => (a.due < b.due ? -1 : 1))
  const rights = names.catalogue?.packs.find((pack) => pack.id === data?.regimes[0]?.pack)?.rights ?? []
  return (
    <>
      {running.length > 0 && <h2>{t('receipt.deadlines')}</h2>}
      <ul className="receipt-duties">
        {running.map((duty) => (
          <li key={`${duty.regime} ${duty.duty}`}>
            <Moment at={duty.due} />
            <span>{duty.text[language]}</span>
          </li>
        ))}
      </ul>
      {rights.length > 0 && <h2>{t('receipt.rights')}</h2>}
      <ul className="receipt-rights">
        {rights.map((right) => (
          <li key={right.en}>{names.say(right)}</li>
        ))}
      </ul>
    </>
  )
}
