import { useTranslation } from 'react-i18next'

/** The product's name beside its sign. */
export function Wordmark() {
  const { t } = useTranslation()
  return (
    <span className="wordmark">
      <img src="/icon.svg" alt="" width="24" height="24" />
      <span>
        {t('brand')} <span className="wordmark-what">{t('brandWhat')}</span>
      </span>
    </span>
  )
}
