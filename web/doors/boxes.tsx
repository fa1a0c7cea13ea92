import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Form, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Boxes as BoxesShape, NewOpening } from '../../api/boxes.ts'
import { Failed } from '../ui/failed.tsx'
import { useFormats } from '../ui/formats.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { useOffice } from '../ui/office.ts'
import { Panel } from '../ui/panel.tsx'
import { boxesQuery, noteOpening } from './calls.ts'

/** Opinion books and suggestion boxes, the one that is due first in front; nothing where no pack knows any. */
export function Boxes() {
  const { t } = useTranslation()
  const [opening, setOpening] = useState(false)
  const { data } = useQuery(boxesQuery)
  if (!data || data.kinds.length === 0) return null
  return (
    <Panel
      title={t('boxes.title')}
      extra={
        <Button size="small" onClick={() => setOpening(true)}>
          {t('boxes.note')}
        </Button>
      }
    >
      {data.boxes.length === 0 && <p className="muted">{t('boxes.none')}</p>}
      <ul className="boxes">
        {data.boxes.map((box) => (
          <One key={`${box.channel} ${box.unit}`} box={box} />
        ))}
      </ul>
      {opening && <Opening kinds={data.kinds} close={() => setOpening(false)} />}
    </Panel>
  )
}

function One({ box: { channel, unit, due, overdue, openings } }: { box: BoxesShape['boxes'][number] }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <li>
      <p>
        <b>{names.channel(channel)}</b> · {names.unit(unit)}{' '}
        <span className={overdue ? 'chip chip-red' : 'chip'}>
          {t(overdue ? 'boxes.overdue' : 'boxes.next')} <Moment at={due} short />
        </span>
      </p>
      <details>
        <summary className="muted small">{t('boxes.openings')}</summary>
        <ul>
          {openings.map(({ at, by, witness, entries }) => (
            <li key={at} className="small">
              <Moment at={at} short /> {[by, witness].filter(Boolean).join(t('time:comma'))} ·{' '}
              {t('boxes.entries', { count: entries })}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}

/** Who opened which box, who stood by, and how many entries were in it. */
function Opening({ kinds, close }: { kinds: BoxesShape['kinds']; close: () => void }) {
  const { t } = useTranslation()
  const { say, catalogue } = useNames()
  const { me } = useOffice()
  const { allowance } = useFormats()
  const { message } = App.useApp()
  const client = useQueryClient()
  const [form] = Form.useForm<NewOpening>()
  const channel = Form.useWatch('channel', form)
  const kind = kinds.find((one) => one.channel === channel)
  const send = useMutation({
    mutationFn: noteOpening,
    onSuccess: (_, { entries }) => {
      void client.invalidateQueries({ queryKey: ['boxes'] })
      void message.success({
        content: (
          <>
            {t('boxes.noted')}{' '}
            {entries > 0 && <Link to="/register">{t('boxes.registerThem', { count: entries })}</Link>}
          </>
        ),
        duration: 8,
      })
      close()
    },
  })
  const people = (catalogue?.people ?? []).filter(({ id }) => id !== me.id)
  return (
    <Modal
      open
      title={t('boxes.note')}
      onCancel={close}
      okText={t('boxes.submit')}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
    >
      <Form<NewOpening>
        form={form}
        name="opening"
        layout="vertical"
        requiredMark
        initialValues={{ channel: kinds[0]?.channel, entries: 0 }}
        onFinish={(given) => send.mutate(given)}
      >
        <Form.Item
          name="channel"
          label={t('boxes.which')}
          rules={[{ required: true }]}
          extra={kind && t('boxes.every', { every: allowance(kind.every) })}
        >
          <Select options={kinds.map((one) => ({ value: one.channel, label: say(one.name) }))} />
        </Form.Item>
        <Form.Item name="unit" label={t('boxes.unit')} rules={[{ required: true, message: t('boxes.chooseUnit') }]}>
          <Select
            showSearch
            optionFilterProp="label"
            options={(catalogue?.units ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        {(kind?.people ?? 1) > 1 && (
          <Form.Item
            name="witness"
            label={t('boxes.witness')}
            rules={[{ required: true, message: t('boxes.chooseWitness') }]}
          >
            <Select
              showSearch
              optionFilterProp="label"
              options={people.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        )}
        <Form.Item name="entries" label={t('boxes.howMany')} rules={[{ required: true }]} extra={t('boxes.each')}>
          <InputNumber min={0} max={10_000} precision={0} />
        </Form.Item>
      </Form>
      {send.error && <Failed error={send.error} />}
    </Modal>
  )
}
