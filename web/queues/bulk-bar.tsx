import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../../api/cases.ts'
import { type BulkAnswer, runBulk } from '../api/calls.ts'
import { CommandFields } from '../forms/command-fields.tsx'
import { FormContext } from '../forms/form-context.ts'
import { fieldsOf, filledIn } from '../forms/schema.ts'
import { submitsOn } from '../forms/submit-key.ts'
import { Failed } from '../ui/failed.tsx'
import { useNames } from '../ui/names.ts'
import { useMay } from '../ui/office.ts'
import '../forms/forms.css'

type Props = { readonly chosen: readonly CaseRow[]; readonly clear: () => void }

/** Appears with a selection: what can be done to all of it at once. */
export function BulkBar({ chosen, clear }: Props) {
  const { t } = useTranslation()
  const mayAssign = useMay('may-assign')
  const [assigning, setAssigning] = useState(false)
  if (chosen.length === 0) return null
  return (
    <section className="bulk" aria-label={t('bulk.title')}>
      <b>{t('bulk.count', { count: chosen.length })}</b>
      {mayAssign && (
        <Button type="primary" onClick={() => setAssigning(true)}>
          {t('commands:assign.title')}
        </Button>
      )}
      <Button onClick={clear}>{t('bulk.clear')}</Button>
      <Modal
        open={assigning}
        onCancel={() => setAssigning(false)}
        footer={null}
        destroyOnHidden
        title={t('bulk.assign', { count: chosen.length })}
        width={520}
      >
        <BulkAssign
          chosen={chosen}
          close={() => {
            setAssigning(false)
            clear()
          }}
        />
      </Modal>
    </section>
  )
}

function BulkAssign({ chosen, close }: { chosen: readonly CaseRow[]; close: () => void }) {
  const { t } = useTranslation()
  const { catalogue } = useNames()
  const [form] = Form.useForm<Record<string, unknown>>()
  const client = useQueryClient()
  const command = catalogue?.commands.find((one) => one.name === 'assign')
  const send = useMutation({
    mutationFn: (typed: Record<string, unknown>) =>
      runBulk({ command: 'assign', ids: chosen.map((row) => row.id), input: filledIn(typed) }),
    onSuccess: () => void client.invalidateQueries(),
  })
  if (!command) return null
  if (send.data) return <Results answer={send.data} chosen={chosen} close={close} />
  const units = new Set(chosen.map((row) => row.unit))
  return (
    <FormContext value={{ command: 'assign' }}>
      <Form
        form={form}
        layout="vertical"
        validateTrigger="onBlur"
        initialValues={units.size === 1 ? { unit: [...units][0] } : {}}
        onFinish={(typed) => send.mutate(typed)}
        onKeyDown={submitsOn(form)}
      >
        {units.size > 1 && <p className="command-effect">{t('bulk.severalUnits')}</p>}
        <CommandFields fields={fieldsOf(command)} />
        {send.error && <Failed error={send.error} />}
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('bulk.assignAll', { count: chosen.length })}
        </Button>
      </Form>
    </FormContext>
  )
}

/** What came of each: done, or why not. */
function Results({ answer, chosen, close }: { answer: BulkAnswer; chosen: readonly CaseRow[]; close: () => void }) {
  const { t } = useTranslation()
  const numberOf = (id: string) => chosen.find((row) => row.id === id)?.number ?? id
  return (
    <>
      <Alert
        showIcon
        type={answer.refused.length > 0 ? 'warning' : 'success'}
        title={t('bulk.result', { done: answer.done.length, refused: answer.refused.length })}
      />
      {answer.refused.length > 0 && (
        <ul className="bulk-refused">
          {answer.refused.map(({ id, sentence }) => (
            <li key={id}>
              <b className="figures">{numberOf(id)}</b> {sentence}
            </li>
          ))}
        </ul>
      )}
      <Button type="primary" onClick={close}>
        {t('bulk.close')}
      </Button>
    </>
  )
}
