import { Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import './codes.css'

type Shown = { readonly number: string; readonly queryCode?: string | undefined }

/** Number and query code of a complaint, to be read out or copied. */
export function Codes({ number, queryCode }: Shown) {
  const { t } = useTranslation()
  return (
    <dl className="receipt-codes">
      <div>
        <dt>{t('fields:number')}</dt>
        <dd className="figures">
          <Typography.Text copyable={{ text: number }}>{number}</Typography.Text>
        </dd>
      </div>
      {queryCode && (
        <div>
          <dt>{t('receipt.queryCode')}</dt>
          <dd className="figures">
            <Typography.Text copyable={{ text: queryCode }}>{queryCode}</Typography.Text>
          </dd>
        </div>
      )}
    </dl>
  )
}
