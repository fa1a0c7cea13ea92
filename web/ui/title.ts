import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** Names the window after the screen. */
export function useTitle(title: string) {
  const { t } = useTranslation()
  const whole = `${title} · ${t('product')}`
  useEffect(() => {
    document.title = whole
  }, [whole])
}
