import { FilterOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer, Tag } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Lines } from '../ui/skeleton.tsx'
import { useFilterWords } from './filter-words.ts'
import type { ListSearch } from './list-search.ts'
import { seek, useSought } from './sought.ts'

const FilterForm = lazy(() => import('./filter-form.tsx'))

/** The filters in force, each as words that can be taken away, and the way to more. */
export function FilterBar({ search }: { search: ListSearch }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const sought = useSought()
  const [open, setOpen] = useState(false)
  const words = useFilterWords(search)
  const apply = (next: ListSearch) => void navigate({ to: '/cases', search: next })
  const none = words.length === 0 && !sought.contact && !sought.words
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
      {sought.words && (
        <Tag
          closable={{ 'aria-label': t('filter.remove', { filter: t('filter.words') }) }}
          onClose={() => seek({ ...sought, words: undefined })}
        >
          {t('filter.wordsAre', { words: sought.words })}
        </Tag>
      )}
      {sought.contact && (
        <Tag
          closable={{ 'aria-label': t('filter.remove', { filter: t('filter.contact') }) }}
          onClose={() => seek({ ...sought, contact: undefined })}
        >
          {t('filter.contactIs', { contact: sought.contact })}
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
