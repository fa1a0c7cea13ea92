import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { refusalIn } from '../api/http.ts'

type Props = { readonly error: unknown; readonly retry?: () => void; readonly whole?: boolean }

/** What went wrong in plain words, its code for a report, and the way to try again. */
export function Failed({ error, retry, whole = false }: Props) {
  const { t } = useTranslation()
  const { sentence, code, rule } = refusalIn(error)
  return (
    <div className={whole ? 'failed-whole' : 'failed'}>
      <Alert
        type="error"
        showIcon
        title={sentence || t('failed.title')}
        description={<span className="muted">{rule ? `${code} · ${rule}` : code}</span>}
        action={retry && <Button onClick={retry}>{t('failed.retry')}</Button>}
      />
    </div>
  )
}
