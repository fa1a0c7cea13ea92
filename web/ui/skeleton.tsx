import { useTranslation } from 'react-i18next'

/** Grey lines in the place of what is on its way. */
export function Lines({ count = 6 }: { count?: number }) {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('loading')} className="skeleton">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <span key={index} />
      ))}
    </div>
  )
}

/** The whole page is on its way. */
export function Loading() {
  return (
    <main className="loading-page">
      <Lines count={5} />
    </main>
  )
}
