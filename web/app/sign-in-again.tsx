import { useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../api/session.ts'
import { onSessionLost } from '../api/http.ts'
import { meQuery } from '../api/queries.ts'
import { SignInForm } from './sign-in-form.tsx'

let waiting: (() => void)[] = []

/**
 * Asks for the password over the page when the session ended, so that nothing typed is lost; calls that were refused
 * go out again afterwards. Somebody else at the keyboard gets a fresh page instead.
 */
export function SignInAgain({ me }: { me: Me }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    onSessionLost(() => {
      setOpen(true)
      return new Promise((resolve) => waiting.push(resolve))
    })
  }, [])
  const back = (now: Me) => {
    if (now.id !== me.id) return window.location.reload()
    client.setQueryData(meQuery.queryKey, now)
    setOpen(false)
    for (const goOn of waiting) goOn()
    waiting = []
  }
  return (
    <Modal
      open={open}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={380}
      title={t('signIn.again')}
      destroyOnHidden
    >
      <p className="muted">{t('signIn.againAbout', { name: me.name })}</p>
      <SignInForm done={back} />
    </Modal>
  )
}
