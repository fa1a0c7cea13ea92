import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Form, Input, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { revisionPage } from '../../api/packs.ts'
import { useChange } from '../admin/change.ts'
import { revisionQueryOf } from '../api/queries.ts'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { useMay } from '../ui/office.ts'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { Changes } from './changes.tsx'
import { FileChange } from './file-change.tsx'
import { GoldenResult } from './golden.tsx'
import { Problems } from './problems.tsx'
import { Simulation } from './simulation.tsx'
import './packs.css'
import './revise.css'

type Page = z.infer<typeof revisionPage>

/** A proposed version as the second person sees it: what it changes, how it was tried, and the two ways to go. */
export default function Revision() {
  const { id } = useParams({ from: '/revisions/$id' })
  const { t } = useTranslation()
  const { say } = useNames()
  const found = useQuery(revisionQueryOf(id))
  const title = found.data ? t('revision.of', { name: say(found.data.name) }) : t('menu.packs')
  useTitle(title)
  return (
    <div className="page">
      <div className="page-head">
        <h1>{title}</h1>
      </div>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={10} />}
      {found.data && <Seen page={found.data} />}
    </div>
  )
}

function Seen({ page }: { page: Page }) {
  const { t } = useTranslation()
  const { status, from, reason, proposed, settled, checked, tested, files, pack } = page
  return (
    <>
      <Panel title={t(`revision.status.${status}`, { day: from })}>
        <p className="prose">{reason}</p>
        <p className="muted small">
          <Link to="/packs/$id" params={{ id: pack }}>
            {pack}
          </Link>{' '}
          · {t('revision.proposedBy', { name: proposed.by.name })} <Moment at={proposed.at} />
          {settled && (
            <>
              {' · '}
              {t(`revision.settledBy.${status}`, { name: settled.by.name })} <Moment at={settled.at} />
              {settled.reason && `${t('time:colon')}${settled.reason}`}
            </>
          )}
        </p>
        {status === 'proposed' && <Decide page={page} />}
      </Panel>
      <div className="pack-columns">
        <Changes pack={pack} changes={checked.changes} />
        <Problems id={pack} checked={checked} pending={false} open={() => undefined} />
        <Panel title={t('revision.golden')}>
          <GoldenResult tested={tested} />
        </Panel>
        <Simulation of={{ revision: page.id }} ready />
      </div>
      {files.map((one) => (
        <FileChange key={one.file} change={one} />
      ))}
    </>
  )
}

/** Put it in force or send it back; who proposed it may only take it back. */
function Decide({ page: { id, from } }: { page: Page }) {
  const { t } = useTranslation()
  const change = useChange()
  const mayDecide = useMay('may-administer-people')
  const mayDraft = useMay('may-administer-organisation')
  const sendBack = ({ reason }: { reason: string }) =>
    change.mutate({ name: 'return-revision', input: { revision: id, reason } })
  return (
    <div className="revise-decide">
      {mayDecide && (
        <>
          <Popconfirm
            title={t('revision.putInForceAsk', { day: from })}
            okText={t('revision.putInForce')}
            onConfirm={() => change.mutate({ name: 'put-in-force', input: { revision: id } })}
          >
            <Button type="primary" loading={change.isPending}>
              {t('revision.putInForce')}
            </Button>
          </Popconfirm>
          <Form layout="inline" onFinish={sendBack}>
            <Form.Item name="reason" rules={[{ required: true, whitespace: true, message: t('form.required') }]}>
              <Input aria-label={t('revision.returnReason')} placeholder={t('revision.returnReason')} maxLength={500} />
            </Form.Item>
            <Button htmlType="submit">{t('revision.return')}</Button>
          </Form>
        </>
      )}
      {mayDraft && !mayDecide && <p className="muted">{t('revision.waits')}</p>}
      {mayDraft && (
        <Popconfirm
          title={t('revision.withdrawAsk')}
          okText={t('revision.withdraw')}
          onConfirm={() => change.mutate({ name: 'withdraw-revision', input: { revision: id } })}
        >
          <Button>{t('revision.withdraw')}</Button>
        </Popconfirm>
      )}
    </div>
  )
}
