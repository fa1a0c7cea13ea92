import { PrinterOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { type PrintedKind, printCase } from '../api/calls.ts'
import { submitsOn } from '../forms/submit-key.ts'
import { Failed } from '../ui/failed.tsx'
import { offerFile } from '../ui/offer-file.ts'
import { AskDraft } from './draft-dialog.tsx'

/** The report is printed where it is read. */
type DialogKind = Exclude<PrintedKind, 'report'>
type Wish = { readonly contacts: 'masked' | 'full'; readonly reason?: string }

/** The case to take along: the complaint sheet, all of it as one document, as an archive that proves itself, or summed up by a machine. */
export function PrintCase({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<DialogKind>()
  return (
    <div className="case-print">
      <Button size="small" icon={<PrinterOutlined />} onClick={() => setKind('sheet')}>
        {t('print.sheet')}
      </Button>
      <Button size="small" onClick={() => setKind('file')}>
        {t('print.file')}
      </Button>
      <Button size="small" icon={<SafetyCertificateOutlined />} onClick={() => setKind('dossier')}>
        {t('print.dossier')}
      </Button>
      {view.drafts.includes('summary') && <AskDraft id={view.row.id} kind="summary" />}
      <PrintDialog view={view} kind={kind} close={() => setKind(undefined)} />
    </div>
  )
}

type DialogProps = { view: CasePageView; kind: DialogKind | undefined; close: () => void }

/** Asks whether contacts stand in full, which takes a reason; then makes the document and hands it over. */
function PrintDialog({ view, kind, close }: DialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Wish>()
  const contacts = Form.useWatch('contacts', form)
  const make = useMutation({
    mutationFn: ({ contacts, reason }: Wish) =>
      printCase(view.row.id, kind ?? 'sheet', contacts === 'full' ? reason?.trim() : undefined),
    onSuccess: ({ blob, name = `${view.row.number}.pdf` }) => {
      offerFile(blob, name)
      void message.success(t('print.done', { name }))
      leave()
    },
  })
  // The next document is asked for anew: contacts never stand in full because they did before.
  const leave = () => {
    form.resetFields()
    make.reset()
    close()
  }
  return (
    <Modal
      open={kind !== undefined}
      onCancel={leave}
      title={kind && t(`print.${kind}`)}
      okText={t(kind === 'dossier' ? 'print.pack' : 'print.make')}
      confirmLoading={make.isPending}
      onOk={form.submit}
      destroyOnHidden
      width={440}
    >
      <p className="muted print-about">{kind && t(`print.about.${kind}`)}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ contacts: 'masked' }}
        onFinish={(wish) => make.mutate(wish)}
        onKeyDown={submitsOn(form)}
      >
        <Form.Item name="contacts" label={t('print.contacts')}>
          <Radio.Group
            options={(['masked', 'full'] as const).map((value) => ({ value, label: t(`print.${value}`) }))}
          />
        </Form.Item>
        {contacts === 'full' && (
          <Form.Item
            name="reason"
            label={t('fields:revealReason')}
            help={t('print.logged')}
            rules={[{ required: true, whitespace: true, min: 2, message: t('form.required') }]}
          >
            <Input maxLength={200} autoFocus />
          </Form.Item>
        )}
      </Form>
      <p aria-live="polite" className="muted small">
        {make.isPending && t('print.making')}
      </p>
      {make.error && <Failed error={make.error} />}
    </Modal>
  )
}
