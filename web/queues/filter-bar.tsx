import { FilterOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer, Tag } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Lines } from '../ui/skeleton.tsx'
import { searchContact, useContact } from './contact.ts'
import { useFilterWords } from './filter-words.ts'
import type { ListSearch } from './list-search.ts'

const FilterForm = lazy(() => import('./filter-form.tsx'))

/** The filters in force, each as words that can be taken away, and the way to more. */
export function FilterBar({ search }: { search: ListSearch }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const contact = useContact()
  const [open, setOpen] = useState(false)
  const words = useFilterWords(search)
  const apply = (next: ListSearch) => void navigate({ to: '/cases', search: next })
  const none = words.length === 0 && !contact
  return (
    <div className="filters">
      <Button size="small" icon={<FilterOutlined />} onClick={() => setOpen(true)}>
        {t('filter.add')}
      </Button>
      {none && <span className="muted">{t('filter.none')}</span>}
      {words.map(({ key, text }) => (
        <Tag
          key={key}
          closable={{ 'aria-label': t('filter.remove', { filter: text }) }}
          onClose={() => apply({ ...search, [key]: undefined, view: undefined })}
        >
          {text}
        </Tag>
      ))}
      {contact && (
        <Tag
          closable={{ 'aria-label': t('filter.remove', { filter: t('filter.contact') }) }}
          onClose={() => searchContact(undefined)}
        >
          {t('filter.contactIs', { contact })}
        </Tag>
      )}
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        title={t('filter.title')}
        size={Math.min(420, window.innerWidth)}
        destroyOnHidden
      >
        <Suspense fallback={<Lines />}>
          <FilterForm
            search={search}
            apply={(next) => {
              apply(next)
              setOpen(false)
            }}
          />
        </Suspense>
      </Drawer>
    </div>
  )
}
