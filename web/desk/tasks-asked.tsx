import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Workbench } from '../../api/cases.ts'
import type { TaskView } from '../../api/tasks.ts'
import { actOnTask } from '../api/calls.ts'
import { taskQueryOf } from '../api/queries.ts'
import { TaskRecord } from '../case/tasks.tsx'
import { useAttemptKey } from '../forms/attempt.ts'
import { useDraft } from '../forms/draft.ts'
import { submitsOn } from '../forms/submit-key.ts'
import '../forms/forms.css'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'

type Asked = Workbench['tasks'][number]
type Act = TaskView['acts'][number]
type Typed = { readonly text?: string; readonly agreed?: boolean }

/** Tasks of other departments in which the reader has the next word, and disputes that the reader is to settle. */
export function TasksAsked({ asked }: { asked: readonly Asked[] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Asked>()
  if (asked.length === 0 && !open) return null
  return (
    <Panel title={t('tasks.asked')} className="asked-of-me">
      <ul className="statements">
        {asked.map((one) => (
          <li key={one.id}>
            <div className="statement-foot">
              <span>
                <b>{t(`codes:task-kind.${one.kind}`)}</b>{' '}
                <span className="figures">{t('tasks.of', { number: one.number, ordinal: one.ordinal })}</span>
              </span>
              <span className="muted small">
                {one.due && (
                  <>
                    {t(one.late ? 'tasks.late' : 'duties.due')} <Moment at={one.due} relative />
                  </>
                )}
              </span>
              <Button type="primary" onClick={() => setOpen(one)}>
                {t('tasks.open')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Drawer
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        size={Math.min(560, window.innerWidth)}
        destroyOnHidden
        title={open && t('tasks.of', { number: open.number, ordinal: open.ordinal })}
      >
        {open && <OneTask id={open.id} close={() => setOpen(undefined)} />}
      </Drawer>
    </Panel>
  )
}

function OneTask({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const found = useQuery(taskQueryOf(id))
  const [act, setAct] = useState<Act>()
  if (found.error) return <Failed error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Lines count={4} />
  const { unit, entries, acts } = found.data
  const chosen = act ?? acts[0]
  return (
    <>
      <p className="muted">{t('tasks.about')}</p>
      <p className="small">{names.unit(unit)}</p>
      <TaskRecord entries={entries} />
      {acts.length > 1 && (
        <Radio.Group
          className="task-acts"
          value={chosen}
          onChange={(event) => setAct(event.target.value)}
          optionType="button"
          options={acts.map((one) => ({ value: one, label: t(`commands:${one}.title`) }))}
        />
      )}
      {chosen && <TaskForm key={chosen} id={id} act={chosen} close={close} />}
    </>
  )
}

type FormProps = { readonly id: string; readonly act: Act; readonly close: () => void }

function TaskForm(props: FormProps) {
  const draft = useDraft<Typed>(`task-${props.id}-${props.act}`)
  return draft.found === undefined ? <Lines count={3} /> : <Filled {...props} draft={draft} />
}

function Filled({ id, act, close, draft }: FormProps & { draft: ReturnType<typeof useDraft<Typed>> }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const client = useQueryClient()
  const keyOf = useAttemptKey()
  const send = useMutation({
    mutationFn: ({ text = '', agreed }: Typed) => {
      const said = {
        [act === 'dispute-task' ? 'reason' : 'text']: text.trim(),
        ...(act === 'mediate-task' && { agreed }),
      }
      return actOnTask(id, act, said, { key: keyOf(said) })
    },
    onSuccess: () => {
      draft.drop()
      void message.success(t(`commands:${act}.done`))
      void client.invalidateQueries()
      close()
    },
  })
  const required = { required: true, message: t('form.required') }
  const label = t(`fields:${act}.${act === 'dispute-task' ? 'reason' : 'text'}`)
  return (
    <Form<Typed>
      form={form}
      name={act}
      layout="vertical"
      initialValues={draft.found ?? {}}
      onValuesChange={(_, typed) => draft.keep(typed)}
      onFinish={(typed) => send.mutate(typed)}
      onKeyDown={submitsOn(form)}
    >
      <p className="muted">{t(`commands:${act}.effect`)}</p>
      {act === 'mediate-task' && (
        <Form.Item name="agreed" label={t('fields:agreed')} rules={[required]}>
          <Radio.Group
            options={[true, false].map((one) => ({ value: one, label: t(`codes:agreed.${one ? 'yes' : 'no'}`) }))}
          />
        </Form.Item>
      )}
      <Form.Item name="text" label={label} rules={[{ ...required, whitespace: true }]}>
        <Input.TextArea maxLength={act === 'dispute-task' ? 4000 : 10_000} autoSize={{ minRows: 4, maxRows: 14 }} />
      </Form.Item>
      {send.error && <Failed error={send.error} />}
      <div className="command-buttons">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t(`commands:${act}.submit`)}
        </Button>
        <Button onClick={close}>{t('form.cancel')}</Button>
      </div>
    </Form>
  )
}
