import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import type { Catalogue } from '../../api/catalogue.ts'
import type { Receipt } from '../../api/receipt.ts'
import { refusalIn } from '../api/http.ts'
import { useAttemptKey } from '../forms/attempt.ts'
import { CommandFields } from '../forms/command-fields.tsx'
import { fieldErrors } from '../forms/command-form.tsx'
import { useDraft } from '../forms/draft.ts'
import { FormContext } from '../forms/form-context.ts'
import { fieldsOf, filledIn } from '../forms/schema.ts'
import { submitsOn } from '../forms/submit-key.ts'
import { Failed } from '../ui/failed.tsx'
import { useNames } from '../ui/names.ts'
import { Lines } from '../ui/skeleton.tsx'
import '../forms/forms.css'

type Values = Record<string, unknown>
type Command = Catalogue['improvement'][number]
type Target = {
  /** The case or the rectification that the command is about; names the draft. */
  readonly id: string
  readonly number: string
  readonly send: (input: Values, key: string) => Promise<Receipt>
  /** The case, where the form offers people and units of it. */
  readonly view?: CasePageView
}

/** The form of a command of a rectification in a drawer; closed while no command is named. */
export function RectificationDrawer({
  command: name,
  close,
  ...target
}: Target & { command: string | undefined; close: () => void }) {
  const { t } = useTranslation()
  const { catalogue } = useNames()
  const command = catalogue?.improvement.find((one) => one.name === name)
  return (
    <Drawer
      open={command !== undefined}
      onClose={close}
      size={Math.min(560, window.innerWidth)}
      destroyOnHidden
      title={command && t(`commands:${command.name}.title`)}
      extra={<span className="muted figures">{target.number}</span>}
    >
      {command && <Draught {...target} command={command} close={close} />}
    </Drawer>
  )
}

type Props = Target & { readonly command: Command; readonly close: () => void }

function Draught(props: Props) {
  const draft = useDraft<Values>(`${props.id}-${props.command.name}`)
  if (draft.found === undefined) return <Lines count={4} />
  return <Filled {...props} draft={draft} />
}

function Filled({ command, view, send, close, draft }: Props & { draft: ReturnType<typeof useDraft<Values>> }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const client = useQueryClient()
  const keyOf = useAttemptKey()
  const sending = useMutation({
    mutationFn: (input: Values) => send(input, keyOf(input)),
    onSuccess: () => {
      draft.drop()
      void message.success(t(`commands:${command.name}.done`))
      void client.invalidateQueries()
      close()
    },
    onError: (error) => {
      form.setFields(fieldErrors(error))
      // What somebody else did comes in behind the form; what was typed stays, and is sent upon it the next time.
      if (refusalIn(error).code === 'improvement.changed-meanwhile') void client.invalidateQueries()
    },
  })
  const effect = t(`commands:${command.name}.effect`, { defaultValue: '' })
  return (
    <FormContext value={{ command: command.name, ...(view && { view }) }}>
      <Form<Values>
        form={form}
        name={command.name}
        layout="vertical"
        className="command-form"
        validateTrigger="onBlur"
        initialValues={{ ...(view && { unit: view.row.unit }), ...draft.found }}
        onValuesChange={(_, all) => draft.keep(all)}
        onFinish={(typed) => sending.mutate(filledIn(typed))}
        onKeyDown={submitsOn(form)}
        scrollToFirstError
      >
        {effect && <p className="command-effect">{effect}</p>}
        <CommandFields fields={fieldsOf(command)} />
        {sending.error && <Failed error={sending.error} />}
        <div className="command-buttons">
          <Button
            type="primary"
            htmlType="submit"
            loading={sending.isPending}
            danger={command.name === 'cancel-rectification'}
          >
            {t(`commands:${command.name}.submit`)}
          </Button>
          <Button onClick={close}>{t('form.cancel')}</Button>
          <span className="muted small draft-state" role="status">
            {draft.state !== 'idle' && t(`form.draft.${draft.state}`)}
          </span>
        </div>
      </Form>
    </FormContext>
  )
}
