import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../api/queries.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { Wordmark } from './wordmark.tsx'

/** The front door of the staff. */
export function SignIn() {
  const { t } = useTranslation()
  const client = useQueryClient()
  return (
    <main className="door">
      <div className="door-card">
        <header className="door-head">
          <Wordmark />
          <LanguageSwitch />
        </header>
        <h1>{t('signIn.title')}</h1>
        <p className="muted">{t('signIn.about')}</p>
        <SignInForm done={(me) => client.setQueryData(meQuery.queryKey, me)} />
        <p className="door-foot">
          {t('signIn.complainant')} <a href="/portal/">{t('signIn.portal')}</a>
        </p>
      </div>
    </main>
  )
}
