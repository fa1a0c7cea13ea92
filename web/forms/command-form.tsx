import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import type { Catalogue } from '../../api/catalogue.ts'
import { fetchCase, runCommand } from '../api/calls.ts'
import { refusalIn } from '../api/http.ts'
import { caseQueryOf } from '../api/queries.ts'
import { Comparable } from '../case/comparable.tsx'
import { PartOpened } from '../case/part-opened.tsx'
import { Failed } from '../ui/failed.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { AskedExtension } from './asked-extension.tsx'
import { useAttemptKey } from './attempt.ts'
import { ChangedMeanwhile } from './changed-meanwhile.tsx'
import { CommandFields } from './command-fields.tsx'
import { useDraft } from './draft.ts'
import { DraftByMachine, MarkByMachine } from './draft-by-machine.tsx'
import { FormContext } from './form-context.ts'
import { type Field, fieldsOf, filledIn, widgetOf } from './schema.ts'
import { startOf } from './start-of.ts'
import { submitsOn } from './submit-key.ts'
import './forms.css'

type Values = Record<string, unknown>
type Props = {
  readonly view: CasePageView
  readonly command: Catalogue['commands'][number]
  readonly done: () => void
  readonly cancel: () => void
}

/** Verbs that end something: what they do is named once more before they are sent. */
const grave = ['refuse', 'withdraw', 'close', 'archive', 'recuse']

/** Decisions that earlier ones of the same kind stand beside. */
const compared = ['propose', 'approve', 'return']

/** Whether a form asks for a field in this case: its pack where there are several, why not to wait where there is something to wait for. */
function isAsked(field: string, { regimes, tasks }: CasePageView): boolean {
  if (field === 'regime') return regimes.length > 1
  return field !== 'openTasks' || tasks.some(({ status }) => status !== 'closed')
}

/** The form of any command on a case, made from the command's own schema. */
export function CommandForm(props: Props) {
  const draft = useDraft<Values>(`${props.view.row.id}-${props.command.name}`)
  if (draft.found === undefined) return <Lines count={4} />
  return <Filled {...props} draft={draft} />
}

function Filled({ view, command, done, cancel, draft }: Props & { draft: ReturnType<typeof useDraft<Values>> }) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [base, setBase] = useState(view)
  const client = useQueryClient()
  const keyOf = useAttemptKey()
  const navigate = useNavigate()
  // Whoever steps back sees nothing of the case any more.
  const leaves = command.name === 'recuse'
  const fields = fieldsOf(command).filter(({ name }) => isAsked(name, view))
  const start = startOf(command.name, view)
  // What no field shows comes from the case, never from a draft that may be older.
  const unseen = Object.fromEntries(
    fields.flatMap(({ name, property }) => (widgetOf(property) === 'hidden' ? [[name, start[name]]] : [])),
  )
  const send = useMutation({
    mutationFn: ({ input, etag }: { input: Values; etag: string }) =>
      runCommand(view.row.id, command.name, input, { key: keyOf({ input, etag }), etag }),
    onSuccess: ({ part }) => {
      draft.drop()
      void message.success(t(`commands:${command.name}.done`))
      if (part)
        modal.success({ title: t('receipt.part'), content: <PartOpened part={part} />, okText: t('receipt.noted') })
      void client.invalidateQueries({ refetchType: leaves ? 'none' : 'active' })
      done()
      if (leaves) void navigate({ to: '/' })
    },
    onError: (error) => form.setFields(fieldErrors(error)),
  })
  const submit = (typed: Values) => {
    const go = () => send.mutate({ input: inputOf(typed, fields), etag: base.etag })
    if (!grave.includes(command.name)) return go()
    modal.confirm({
      title: t(`commands:${command.name}.title`),
      content: t(`commands:${command.name}.effect`),
      okText: t(`commands:${command.name}.submit`),
      onOk: go,
      okButtonProps: { danger: command.name !== 'archive' },
    })
  }
  const changed = send.error && refusalIn(send.error).code === 'case.changed-meanwhile'
  const sendAgain = async () => {
    const fresh = await client.fetchQuery({
      ...caseQueryOf(view.row.id),
      queryFn: () => fetchCase(view.row.id),
      staleTime: 0,
    })
    setBase(fresh)
    send.mutate({ input: inputOf(form.getFieldsValue(true) as Values, fields), etag: fresh.etag })
  }
  const effect = t(`commands:${command.name}.effect`, { defaultValue: '' })
  const mayDraft = command.name === 'answer' && view.drafts.includes('answer')
  return (
    <FormContext value={{ command: command.name, view }}>
      {mayDraft && <DraftByMachine id={view.row.id} form={form} changed={() => draft.keep(form.getFieldsValue())} />}
      <Form<Values>
        form={form}
        name={command.name}
        layout="vertical"
        className="command-form"
        validateTrigger="onBlur"
        initialValues={{ ...start, ...draft.found, ...unseen }}
        onValuesChange={(_, { password: _secret, ...all }) => draft.keep(all)}
        onFinish={submit}
        onKeyDown={submitsOn(form)}
        scrollToFirstError
      >
        {effect && <p className="command-effect">{effect}</p>}
        {compared.includes(command.name) && <Comparable view={view} />}
        {command.name === 'decide-extension' && <AskedExtension obligations={view.obligations} />}
        <CommandFields fields={fields} />
        {mayDraft && <MarkByMachine />}
        {changed ? (
          <ChangedMeanwhile since={base} again={() => void sendAgain()} busy={send.isPending} />
        ) : (
          send.error && <Failed error={send.error} />
        )}
        <div className="command-buttons">
          <Button
            type="primary"
            htmlType="submit"
            loading={send.isPending}
            danger={command.name === 'refuse' || command.name === 'withdraw'}
          >
            {t(`commands:${command.name}.submit`)}
          </Button>
          <Button onClick={cancel}>{t('form.cancel')}</Button>
          <span className="muted small draft-state" role="status">
            {draft.state !== 'idle' && t(`form.draft.${draft.state}`)}
          </span>
        </div>
      </Form>
    </FormContext>
  )
}

function inputOf(typed: Values, fields: readonly Field[]): Values {
  return filledIn(Object.fromEntries(fields.map(({ name }) => [name, typed[name]])))
}

/** The server's word on single fields, put under them. */
export function fieldErrors(error: unknown): { name: (string | number)[]; errors: string[] }[] {
  return (refusalIn(error).fields ?? []).map(({ path, sentence }) => ({
    name: [path.split('.')[0] ?? path],
    errors: [sentence],
  }))
}
