import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InboxMessage } from '../../api/inbox.ts'
import { refusalIn } from '../api/http.ts'
import { bytesInWords } from '../ui/bytes.ts'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { decide, messageQueryOf, pageQueryOf } from './calls.ts'
import { RegisterMessage } from './register-message.tsx'
import { StateTag } from './state-tag.tsx'
import './inbox.css'

/** One message in full: who wrote what, what came along, and what may be decided about it. */
export default function OneMessage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(messageQueryOf(id))
  const title = data?.subject || t('inbox.noSubject')
  useTitle(data ? title : t('menu.inbox'))
  return (
    <div className="page inbox-page">
      <div className="page-head">
        <h1>{data ? title : t('menu.inbox')}</h1>
        <Link to="/inbox">{t('inbox.back')}</Link>
      </div>
      {error && !data && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Lines count={8} />}
      {data && (
        <>
          <Standing message={data} />
          <Said message={data} />
          <Files message={data} />
        </>
      )}
    </div>
  )
}

function Standing({ message }: { message: InboxMessage }) {
  const { t } = useTranslation()
  const [registering, setRegistering] = useState(false)
  return (
    <Panel title={t('inbox.standing')}>
      <div className="inbox-standing">
        <StateTag row={message} />
        {message.case && (
          <Link to="/cases/$id" params={{ id: message.case.id }} className="figures">
            {t('inbox.toCase', { number: message.case.number })}
          </Link>
        )}
        {message.unfiled > 0 && <span className="muted small">{t('inbox.unfiled', { count: message.unfiled })}</span>}
      </div>
      <dl className="inbox-facts">
        <dt>{t('inbox.from')}</dt>
        <dd>{[message.name, message.from].filter(Boolean).join(' · ') || t('inbox.nobody')}</dd>
        <dt>{t('inbox.to')}</dt>
        <dd>{message.to.join(', ') || '—'}</dd>
        <dt>{t('inbox.received')}</dt>
        <dd>
          <Moment at={message.receivedAt} relative /> · {t(`inbox.door.${message.door}`)} · {bytesInWords(message.size)}
        </dd>
        <dt>{t('inbox.checks')}</dt>
        <dd>
          <span className={message.verdict === 'failed' ? 'chip chip-red' : 'chip'}>
            {t(`inbox.verdict.${message.verdict}`)}
          </span>{' '}
          <span className="muted small">{message.checks.join(' · ')}</span>
        </dd>
      </dl>
      {!message.case && <Decisions message={message} register={() => setRegistering(true)} />}
      {registering && <RegisterMessage message={message} close={() => setRegistering(false)} />}
    </Panel>
  )
}

function Decisions({ message, register }: { message: InboxMessage; register: () => void }) {
  const { t } = useTranslation()
  const { message: toast } = App.useApp()
  const client = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: (what: 'again' | 'spam' | 'not-spam') => decide(message.id, what),
    onSuccess: (_, what) => {
      void client.invalidateQueries({ queryKey: ['inbox'] })
      const undo = what === 'spam' && (
        <Button type="link" size="small" onClick={() => mutate('not-spam')}>
          {t('inbox.undo')}
        </Button>
      )
      void toast.success({
        content: (
          <>
            {t(`inbox.done.${what}`)} {undo}
          </>
        ),
        duration: undo ? 8 : 3,
      })
    },
    onError: (error) => void toast.error(refusalIn(error).sentence),
  })
  const isSpam = message.state === 'spam'
  return (
    <div className="inbox-decisions">
      {!isSpam && (
        <Button type="primary" onClick={register} disabled={isPending}>
          {t('inbox.register')}
        </Button>
      )}
      {!isSpam && message.state !== 'waiting' && (
        <Button onClick={() => mutate('again')} loading={isPending}>
          {t('inbox.again')}
        </Button>
      )}
      <Button onClick={() => mutate(isSpam ? 'not-spam' : 'spam')} loading={isPending}>
        {t(isSpam ? 'inbox.notSpam' : 'inbox.spam')}
      </Button>
    </div>
  )
}

/** The words first; the page as the sender laid it out only on request, and shut off from everything. */
function Said({ message }: { message: InboxMessage }) {
  const { t } = useTranslation()
  const [laidOut, setLaidOut] = useState(false)
  const switching = message.hasHtml && (
    <Button size="small" onClick={() => setLaidOut(!laidOut)} aria-pressed={laidOut}>
      {t(laidOut ? 'inbox.asText' : 'inbox.asPage')}
    </Button>
  )
  return (
    <Panel title={t('inbox.said')} extra={switching}>
      {!message.readable && <p className="muted">{t('inbox.unreadable')}</p>}
      {laidOut ? <Page id={message.id} /> : <p className="inbox-text">{message.text || t('inbox.noText')}</p>}
      {!laidOut && message.folded && (
        <details className="inbox-folded">
          <summary>{t('inbox.folded')}</summary>
          <p className="inbox-text muted">{message.folded}</p>
        </details>
      )}
    </Panel>
  )
}

function Page({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(pageQueryOf(id))
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Lines count={6} />
  return <iframe className="inbox-frame" sandbox="" title={t('inbox.asPage')} srcDoc={data.html} />
}

function Files({ message }: { message: InboxMessage }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('inbox.files', { count: message.files.length })}>
      <ul className="inbox-files">
        {message.files.map(({ place, name, bytes }) => (
          <li key={place}>
            <a href={`/api/inbox/${message.id}/files/${place}`} download>
              {name}
            </a>{' '}
            <span className="muted small figures">{bytesInWords(bytes)}</span>
          </li>
        ))}
        <li>
          <a href={`/api/inbox/${message.id}/original`} download>
            {t('inbox.original')}
          </a>{' '}
          <span className="muted small figures">{bytesInWords(message.size)}</span>
        </li>
      </ul>
      <p className="muted small">{t('inbox.filesHint')}</p>
    </Panel>
  )
}
