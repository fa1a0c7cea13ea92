import { SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Input, type InputRef } from 'antd'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { searchCases } from '../api/calls.ts'
import { seek } from '../queues/sought.ts'
import { useSettled } from '../ui/settled.ts'
import { useWide } from '../ui/wide.ts'
import { useKeys } from './shortcuts.tsx'
import { Suggestions, suggested } from './suggestions.tsx'

const restMs = 250

/** Finds cases by any part of what is written in them; suggests while one types. What is typed never enters the address bar. */
export function SearchBox() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const wide = useWide(700)
  const list = useId()
  const field = useRef<InputRef>(null)
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const words = useSettled(typed.trim(), restMs)
  const found = useQuery({
    queryKey: ['suggestions', words],
    queryFn: () => searchCases({ filter: { words }, sort: 'relevance', limit: suggested }),
    enabled: open && words !== '',
    gcTime: 0,
    // What was found for the letters before stays to be read until the next answer is there.
    placeholderData: (before) => before,
  })
  useKeys({ '/': () => field.current?.focus({ cursor: 'all' }) })
  const rows = found.data?.rows ?? []
  const leave = () => {
    setOpen(false)
    setAt(-1)
    setTyped('')
    field.current?.blur()
  }
  const openCase = (id: string) => {
    void navigate({ to: '/cases/$id', params: { id } })
    leave()
  }
  const listAll = () => {
    if (typed.trim() === '') return
    seek({ words: typed.trim() })
    void navigate({ to: '/cases', search: {} })
    leave()
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setAt(Math.min(at + 1, rows.length - 1)),
    ArrowUp: () => setAt(Math.max(at - 1, -1)),
    Enter: () => (rows[at] && open ? openCase(rows[at].id) : listAll()),
    Escape: leave,
  }
  const press = (event: KeyboardEvent) => {
    const act = keys[event.key]
    // While an input method composes, its keys are its own.
    if (!act || event.nativeEvent.isComposing) return
    event.preventDefault()
    act()
  }
  const shown = open && typed.trim() !== ''
  return (
    <search className="search-box">
      <Input
        ref={field}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setOpen(true)
          setAt(-1)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
        allowClear
        maxLength={100}
        autoComplete="off"
        role="combobox"
        aria-expanded={shown}
        aria-controls={list}
        aria-autocomplete="list"
        {...(at >= 0 && shown && { 'aria-activedescendant': `${list}-${at}` })}
        prefix={<SearchOutlined />}
        {...(wide && { suffix: <kbd>/</kbd> })}
        placeholder={t(wide ? 'search.placeholder' : 'search.short')}
        aria-label={t('search.placeholder')}
      />
      {shown && <Suggestions id={list} found={found} at={at} openCase={openCase} listAll={listAll} />}
    </search>
  )
}
