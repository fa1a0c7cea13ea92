import { SearchOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { searchContact } from '../queues/contact.ts'
import { useWide } from '../ui/wide.ts'
import { useKeys } from './shortcuts.tsx'

/** Finds a case by its number, or a caller's cases by phone or e-mail; the latter never enter the address bar. */
export function SearchBox() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const wide = useWide(700)
  const field = useRef<InputRef>(null)
  const [typed, setTyped] = useState('')
  useKeys({ '/': () => field.current?.focus({ cursor: 'all' }) })
  const search = () => {
    const wanted = typed.trim()
    if (!wanted) return
    const isContact = wanted.includes('@') || /^\+?\d[\d -]{6,}$/.test(wanted.replace(/^\d{4}-\d{1,9}$/, ''))
    searchContact(isContact ? wanted : undefined)
    void navigate({ to: '/cases', search: isContact ? {} : { number: wanted } })
    setTyped('')
  }
  return (
    <search className="search-box">
      <Input
        ref={field}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={search}
        allowClear
        maxLength={120}
        prefix={<SearchOutlined />}
        {...(wide && { suffix: <kbd>/</kbd> })}
        placeholder={t(wide ? 'search.placeholder' : 'search.short')}
        aria-label={t('search.placeholder')}
      />
    </search>
  )
}
