import { DownloadOutlined, SaveOutlined, SettingOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Checkbox, Input, Modal, Popover, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseQuery } from '../../api/cases.ts'
import { exportCases, saveView } from '../api/calls.ts'
import { refusalIn } from '../api/http.ts'
import { viewsQuery } from '../api/queries.ts'
import { offerFile } from '../ui/offer-file.ts'
import { prefer, usePreferences } from '../ui/preferences.ts'
import { useWide } from '../ui/wide.ts'
import { chosenColumns } from './columns.tsx'
import type { ListSearch } from './list-search.ts'

type Props = { readonly search: ListSearch; readonly query: Partial<CaseQuery> }

const orders = ['due', 'received-', 'received', 'number-', 'number'] as const
/** Of cases that have words. */
const wordOrders = ['received-', 'relevance', 'received', 'due', 'number-', 'number'] as const

/** Order, columns, saving the view, export. */
export function ListTools({ search, query }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const order = `${query.sort}${query.descending ? '-' : ''}`
  const known = query.filter?.words ? wordOrders : orders
  const sortBy = (wanted: string) =>
    void navigate({
      to: '/cases',
      search: {
        ...search,
        sort: wanted.replace('-', '') as CaseQuery['sort'],
        descending: wanted.endsWith('-') || undefined,
      },
    })
  return (
    <div className="list-tools">
      <Select
        aria-label={t('list.sort')}
        value={order}
        onChange={sortBy}
        popupMatchSelectWidth={false}
        options={known.map((one) => ({ value: one, label: t(`list.order.${one}`) }))}
      />
      <Columns />
      <SaveView search={search} query={query} />
      <Export query={query} />
    </div>
  )
}

function Columns() {
  const { t } = useTranslation()
  const wide = useWide(760)
  const { columns, preview } = usePreferences()
  if (!wide) return null
  const content = (
    <div className="stacked">
      <Checkbox.Group
        value={[...columns]}
        onChange={(next: string[]) => prefer({ columns: next })}
        options={chosenColumns.map(({ id }) => ({ value: id, label: t(`list.column.${id}`) }))}
      />
      <Checkbox checked={preview} onChange={(event) => prefer({ preview: event.target.checked })}>
        {t('list.showPreview')}
      </Checkbox>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" title={t('list.columns')} content={content}>
      <Button icon={<SettingOutlined />} aria-label={t('list.columns')} />
    </Popover>
  )
}

function SaveView({ search, query }: Props) {
  const { t } = useTranslation()
  const { columns } = usePreferences()
  const { message } = App.useApp()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState<string>()
  const { contact: _contact, words: _words, ...filter } = query.filter ?? {}
  const save = useMutation({
    mutationFn: (called: string) =>
      saveView({
        name: called,
        columns: [...columns],
        query: { filter, sort: search.sort ?? 'due', descending: search.descending ?? false, limit: 50 },
      }),
    onSuccess: async ({ id }) => {
      setName(undefined)
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey })
      await navigate({ to: '/cases', search: { ...search, view: id } })
    },
    onError: (error) => void message.error(refusalIn(error).sentence),
  })
  return (
    <>
      <Button
        icon={<SaveOutlined />}
        onClick={() => setName('')}
        aria-label={t('views.save')}
        title={t('views.save')}
      />
      <Modal
        open={name !== undefined}
        title={t('views.save')}
        okText={t('views.saveIt')}
        okButtonProps={{ disabled: !name?.trim() }}
        confirmLoading={save.isPending}
        onCancel={() => setName(undefined)}
        onOk={() => name?.trim() && save.mutate(name.trim())}
        width={380}
      >
        <label htmlFor="view-name">{t('views.name')}</label>
        <Input
          id="view-name"
          maxLength={40}
          value={name ?? ''}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => name?.trim() && save.mutate(name.trim())}
        />
        <p className="muted small">{t('views.about')}</p>
      </Modal>
    </>
  )
}

function Export({ query }: Pick<Props, 'query'>) {
  const { t } = useTranslation()
  const wide = useWide(900)
  const { message } = App.useApp()
  const get = useMutation({
    mutationFn: () => exportCases(query),
    onSuccess: ({ blob, name }) => offerFile(blob, name ?? `${t('menu.cases')}.xlsx`),
    onError: (error) => void message.error(refusalIn(error).sentence),
  })
  return (
    <Button
      icon={<DownloadOutlined />}
      loading={get.isPending}
      onClick={() => get.mutate()}
      aria-label={t('list.export')}
    >
      {wide && t('list.export')}
    </Button>
  )
}
