import { RobotOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Modal, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftKind, Leaving } from '../../api/language-model.ts'
import { askDraft } from '../api/calls.ts'
import { refusalIn } from '../api/http.ts'
import { leavingQueryOf } from '../api/queries.ts'
import { Failed } from '../ui/failed.tsx'
import { Lines } from '../ui/skeleton.tsx'

type Of = {
  readonly id: string
  readonly kind: DraftKind
  /** Puts the draft where it is to be changed; left out where it is only read. */
  readonly take?: (text: string) => void
}

/** Asks the language model for a draft: what leaves is seen and confirmed first, and what comes back is a proposal. */
export function AskDraft({ id, kind, take }: Of) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const put = take && ((text: string) => [take(text), close()])
  return (
    <>
      <Button size="small" icon={<RobotOutlined />} onClick={() => setOpen(true)}>
        {t(`drafts.${kind}`)}
      </Button>
      <Modal
        open={open}
        onCancel={close}
        title={t(`drafts.title.${kind}`)}
        footer={null}
        mask={{ closable: false }}
        destroyOnHidden
        width={720}
      >
        <Asking id={id} kind={kind} close={close} {...(put && { take: put })} />
      </Modal>
    </>
  )
}

/** Leaving the dialog calls off what is under way. */
function Asking({ id, kind, take, close }: Of & { readonly close: () => void }) {
  const { t } = useTranslation()
  const seen = useQuery(leavingQueryOf(id, kind))
  const underWay = useRef<AbortController>(undefined)
  useEffect(() => () => underWay.current?.abort(), [])
  const ask = useMutation({
    mutationFn: (digest: string) => {
      underWay.current = new AbortController()
      return askDraft(id, kind, digest, underWay.current.signal)
    },
  })
  const lookAgain = () => {
    ask.reset()
    void seen.refetch()
  }
  if (ask.data) return <Made text={ask.data.text} close={close} {...(take && { take })} />
  if (seen.error) return <Failed error={seen.error} retry={lookAgain} />
  if (!seen.data || seen.isFetching) return <Preparing />
  const changed = ask.error && refusalIn(ask.error).code === 'language-model.changed'
  return (
    <>
      {ask.error && <Failed error={ask.error} {...(changed && { retry: lookAgain })} />}
      {ask.isPending && <Waiting />}
      <WhatLeaves of={seen.data} />
      <div className="command-buttons">
        <Button type="primary" loading={ask.isPending} onClick={() => ask.mutate(seen.data.digest)}>
          {t('drafts.send')}
        </Button>
        <Button onClick={close}>{t('drafts.cancel')}</Button>
      </div>
    </>
  )
}

function Preparing() {
  const { t } = useTranslation()
  return (
    <>
      <p className="muted">{t('drafts.loading')}</p>
      <Lines count={6} />
    </>
  )
}

/** All that would be sent, word for word. */
function WhatLeaves({ of: { host, model, characters, instruction, record } }: { of: Leaving }) {
  const { t } = useTranslation()
  return (
    <>
      <Alert type="warning" showIcon title={t('drafts.leaves', { host, model, characters })} />
      <details className="draft-part">
        <summary>{t('drafts.instruction')}</summary>
        <p className="prose">{instruction}</p>
      </details>
      <section className="draft-part" aria-label={t('drafts.record')}>
        <h3>{t('drafts.record')}</h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
        <div className="prose draft-text" tabIndex={0}>
          {record}
        </div>
      </section>
    </>
  )
}

function Waiting() {
  const { t } = useTranslation()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const clock = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(clock)
  }, [])
  return (
    <p className="muted">
      <span role="status">{t('drafts.waiting')}</span> <span aria-hidden="true">{t('drafts.passed', { seconds })}</span>
    </p>
  )
}

/** Plain text: nothing in it becomes a link or a picture. */
function Made({ text, take, close }: Pick<Of, 'take'> & { readonly text: string; readonly close: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Alert type="warning" showIcon title={t('drafts.made')} />
      <section className="draft-part" aria-label={t('drafts.text')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
        <div className="prose draft-text" tabIndex={0}>
          {text}
        </div>
        <Typography.Text copyable={{ text, tooltips: [t('drafts.copy'), t('drafts.copied')] }} />
      </section>
      <div className="command-buttons">
        {take && (
          <Button type="primary" onClick={() => take(text)}>
            {t('drafts.take')}
          </Button>
        )}
        <Button onClick={close}>{t('drafts.close')}</Button>
      </div>
    </>
  )
}
