import { Alert, Checkbox, Form, type FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import { AskDraft } from '../case/draft-dialog.tsx'

/** A field of the form that is never sent: whether its text was written by a machine. It is kept with the draft of the form. */
const byMachine = 'writtenByMachine'

type Props = { readonly id: string; readonly form: FormInstance; readonly changed: () => void }

/** A draft of the answer by the language model: it goes behind what stands in the form, for a person to change and to send. */
export function DraftByMachine({ id, form, changed }: Props) {
  const { t } = useTranslation()
  const isByMachine: unknown = Form.useWatch(byMachine, form)
  const take = (text: string) => {
    const before = (form.getFieldValue('text') as string | undefined)?.trim()
    form.setFieldsValue({ text: before ? `${before}\n\n${text}` : text, [byMachine]: true })
    changed()
  }
  return (
    <div className="draft-by-machine">
      <AskDraft id={id} kind="answer" take={take} />
      {isByMachine === true && <Alert type="warning" showIcon title={t('drafts.taken')} />}
    </div>
  )
}

/** Stands among the fields of the form, where nobody sees it. */
export function MarkByMachine() {
  return (
    <Form.Item name={byMachine} valuePropName="checked" hidden>
      <Checkbox />
    </Form.Item>
  )
}
