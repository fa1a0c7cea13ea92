import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import type { LanguageModelView } from '../../api/language-model.ts'
import { call } from '../api/http.ts'
import { Failed } from '../ui/failed.tsx'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useChange } from './change.ts'

const path = '/api/language-model'

/** The language model that may be asked for drafts; there is none until somebody says where it is. */
export function LanguageModel() {
  const { t } = useTranslation()
  const found = useQuery({ queryKey: ['language-model'], queryFn: () => call<LanguageModelView>(path) })
  return (
    <Panel title={t('languageModel.title')}>
      <p className="muted">{t('languageModel.about')}</p>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={2} />}
      {found.data && (
        <details className="model">
          <summary>
            <Standing {...found.data} />
          </summary>
          <ModelForm key={JSON.stringify(found.data.settings)} settings={found.data.settings} />
        </details>
      )}
    </Panel>
  )
}

function Standing({ settings, asked }: LanguageModelView) {
  const { t } = useTranslation()
  if (!settings) return <span className="chip">{t('languageModel.none')}</span>
  return (
    <>
      <b>{settings.model}</b>{' '}
      <span className={settings.on ? 'chip chip-green' : 'chip'}>
        {t(settings.on ? 'languageModel.on' : 'languageModel.off')}
      </span>{' '}
      <span className="muted small">{t('languageModel.asked', { count: asked })}</span>
    </>
  )
}

function ModelForm({ settings }: Pick<LanguageModelView, 'settings'>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const client = useQueryClient()
  const again = () => void client.invalidateQueries({ queryKey: ['language-model'] })
  const remove = useChange(again)
  const save = useMutation({
    mutationFn: (body: object) => call<void>(path, { method: 'POST', body }),
    onSuccess: () => {
      void message.success(t('languageModel.saved'))
      again()
    },
  })
  const { hasKey, ...known } = settings ?? { hasKey: undefined, url: '', model: '', on: true }
  const required = [{ required: true, whitespace: true, message: t('form.required') }]
  return (
    <Form
      layout="vertical"
      name="language-model"
      className="integration-new"
      initialValues={{ ...known, key: '' }}
      onFinish={(typed: object) => save.mutate(typed)}
    >
      <Form.Item name="url" label={t('languageModel.url')} extra={t('languageModel.urlHint')} rules={required}>
        <Input maxLength={500} inputMode="url" placeholder="https://model.example/v1" />
      </Form.Item>
      <Form.Item name="model" label={t('languageModel.model')} rules={required}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name="key" label={t('languageModel.key')} extra={t(keyHint(hasKey))}>
        <Input.Password maxLength={300} autoComplete="off" />
      </Form.Item>
      <Form.Item name="on" valuePropName="checked">
        <Checkbox>{t('languageModel.use')}</Checkbox>
      </Form.Item>
      {save.error && <Failed error={save.error} />}
      <div className="admin-buttons">
        <Button htmlType="submit" loading={save.isPending}>
          {t('languageModel.save')}
        </Button>
        {settings && (
          <Popconfirm
            title={t('languageModel.removeAsk')}
            okText={t('languageModel.remove')}
            onConfirm={() => remove.mutate({ name: 'remove-language-model', input: {} })}
          >
            <Button danger loading={remove.isPending}>
              {t('languageModel.remove')}
            </Button>
          </Popconfirm>
        )}
      </div>
    </Form>
  )
}

function keyHint(hasKey: boolean | undefined): string {
  if (hasKey === undefined) return 'languageModel.keyNew'
  return hasKey ? 'languageModel.keyKept' : 'languageModel.keyNone'
}
