import { Button, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OrganisationView } from '../../api/organisation.ts'
import { useChange } from './change.ts'

/** How long what came in and became no complaint is kept. */
export function MessageDays({ view }: { view: OrganisationView }) {
  const { t } = useTranslation()
  const change = useChange()
  const save = ({ days }: { days: number }) => change.mutate({ name: 'set-message-days', input: { days } })
  return (
    <Form layout="vertical" initialValues={{ days: view.messageDays }} onFinish={save}>
      <p className="muted">{t('admin.messageDaysAbout')}</p>
      <Form.Item
        name="days"
        label={t('admin.messageDays')}
        rules={[{ required: true, type: 'integer', min: 30, max: 3650, message: t('admin.messageDaysBounds') }]}
      >
        <InputNumber min={30} max={3650} precision={0} suffix={t('admin.days')} className="message-days" />
      </Form.Item>
      <Button htmlType="submit" loading={change.isPending}>
        {t('admin.save')}
      </Button>
    </Form>
  )
}
