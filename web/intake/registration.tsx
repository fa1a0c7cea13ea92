import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Form, type FormInstance } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../api/calls.ts'
import type { CaseRow } from '../../api/cases.ts'
import type { Receipt as ReceiptShape } from '../../api/receipt.ts'
import { registerCase, runCommand } from '../api/calls.ts'
import { refusalIn } from '../api/http.ts'
import { randomKey } from '../forms/attempt.ts'
import { fieldErrors } from '../forms/command-form.tsx'
import { useDraft } from '../forms/draft.ts'
import { FormContext } from '../forms/form-context.ts'
import { fieldsOf, filledIn } from '../forms/schema.ts'
import { submitsOn } from '../forms/submit-key.ts'
import { Empty } from '../ui/empty.tsx'
import { useNames } from '../ui/names.ts'
import { useMay } from '../ui/office.ts'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { CallerHistory } from './caller-history.tsx'
import { DutiesToStart } from './duties-to-start.tsx'
import { type Link, useLinksToMake } from './links-to-make.ts'
import { follow, useCaller } from './of-call.ts'
import { ProposedTold } from './proposed-told.tsx'
import { Receipt } from './receipt.tsx'
import { RegistrationForm } from './registration-form.tsx'
import { SimilarCases } from './similar-cases.tsx'
import { Summary } from './summary.tsx'
import { Talk } from './talk.tsx'
import '../forms/forms.css'
import './registration.css'

export type Values = Record<string, unknown>
type Kept = {
  readonly key: string
  readonly values: Values
  readonly notes: string
  readonly summary?: string
  readonly links?: readonly Link[]
}

/** Typed while listening: the talk on the left, the record in the middle, the caller on the right. */
export default function Registration() {
  const { t } = useTranslation()
  useTitle(t('menu.register'))
  const mayRegister = useMay('may-register')
  const [round, setRound] = useState(0)
  if (!mayRegister)
    return (
      <div className="page">
        <Empty title={t('register.notYours')} hint={t('register.notYoursHint')} />
      </div>
    )
  return <OneRegistration key={round} again={() => setRound(round + 1)} />
}

type OfCall = { readonly again: () => void; readonly draftKey?: string; readonly call?: CallView | undefined }

/** One complaint being written down; of a call where there is one. */
export function OneRegistration({ again, draftKey = 'register', call }: OfCall) {
  const draft = useDraft<Kept>(draftKey)
  const { catalogue } = useNames()
  if (draft.found === undefined || !catalogue)
    return (
      <div className="page">
        <Lines count={12} />
      </div>
    )
  const start = draft.found ?? { key: randomKey(), values: {}, notes: '' }
  return <Desk draft={draft} start={start} again={again} call={call} spoken={draftKey !== 'register'} />
}

type DeskProps = Pick<OfCall, 'again' | 'call'> & {
  readonly draft: ReturnType<typeof useDraft<Kept>>
  readonly start: Kept
  /** On the telephone: the talk is summed up. */
  readonly spoken: boolean
}

function Desk({ draft, start, again, call, spoken }: DeskProps) {
  const { t } = useTranslation()
  const { catalogue } = useNames()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [notes, setNotes] = useState(start.notes)
  const [summary, setSummary] = useState(start.summary ?? '')
  const [receipt, setReceipt] = useState<ReceiptShape>()
  const client = useQueryClient()
  const command = catalogue?.commands.find((one) => one.name === 'register')
  const links = useLinksToMake(start.links, (chosen) => keep({ links: chosen }))
  const addTo = useAddTo(form, draft.drop)
  const keep = (change: Partial<Kept>) => {
    const values = form.getFieldsValue(true) as Values
    draft.keep({ key: start.key, values, notes, summary, links: [...links.links], ...change })
  }
  useCaller(form, call, (values) => keep({ values }))
  const send = useMutation({
    mutationFn: (input: Values) => registerCase(input, { key: start.key }),
    onSuccess: async (given) => {
      draft.drop()
      setReceipt(given)
      if (!(await follow(given.id, { call, summary }))) void message.warning(t('register.followLater'))
      await links.make(given.id)
      void client.invalidateQueries({ queryKey: ['cases'] })
      void client.invalidateQueries({ queryKey: ['workbench'] })
    },
    onError: (error) => form.setFields(fieldErrors(error)),
  })
  if (receipt) return <Receipt receipt={receipt} again={again} />
  if (!command) return null
  const submit = ({ acceptNow, accept, ...typed }: Values) =>
    send.mutate(filledIn({ ...typed, ...(acceptNow === true && { accept }) }))
  const type = (text: string) => {
    setNotes(text)
    keep({ notes: text })
  }
  const sumUp = (text: string) => {
    setSummary(text)
    keep({ summary: text })
  }
  const takeOver = () => {
    const told = [form.getFieldValue('content'), notes].filter(Boolean).join('\n')
    form.setFieldValue('content', told)
    type('')
  }
  return (
    <div className="page register">
      <div className="page-head">
        <h1>{t('register.title')}</h1>
        <span className="muted small" role="status">
          {draft.state !== 'idle' ? t(`form.draft.${draft.state}`) : draft.found && t('register.restored')}
        </span>
      </div>
      <FormContext value={{ command: 'register' }}>
        <Form<Values>
          form={form}
          name="register"
          layout="vertical"
          validateTrigger="onBlur"
          initialValues={{ channel: 'phone', acceptNow: false, ...start.values }}
          onValuesChange={(_, values) => keep({ values })}
          onFinish={submit}
          onKeyDown={submitsOn(form)}
          scrollToFirstError={{ block: 'center' }}
          className="register-columns"
        >
          <Talk notes={notes} type={type} takeOver={takeOver}>
            {spoken && <Summary text={summary} type={sumUp} />}
          </Talk>
          <RegistrationForm fields={fieldsOf(command)} error={send.error} busy={send.isPending} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so the keyboard must reach it */}
          <section className="register-right" aria-label={t('register.beside')} tabIndex={0}>
            <CallerHistory links={links.links} choose={links.choose} />
            <SimilarCases links={links.links} choose={links.choose} addTo={addTo} />
            <ProposedTold />
            <DutiesToStart />
          </section>
        </Form>
      </FormContext>
    </div>
  )
}

/** Instead of a second case: what was typed becomes a statement in the one that is there, once that is confirmed. */
function useAddTo(form: FormInstance<Values>, drop: () => void) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const navigate = useNavigate()
  return ({ id, number }: CaseRow) => {
    const { title, content, request } = form.getFieldsValue(true) as Record<string, string | undefined>
    const text = [title, content, request].filter(Boolean).join('\n').slice(0, 4000)
    const add = async () => {
      await runCommand(id, 'add-statement', { text }, { key: randomKey() })
      drop()
      await navigate({ to: '/cases/$id', params: { id } })
    }
    modal.confirm({
      title: t('similar.addToTitle', { number }),
      content: t('similar.addToAbout'),
      okText: t('similar.addToIt'),
      onOk: () => add().catch((error) => void message.error(refusalIn(error).sentence)),
    })
  }
}
