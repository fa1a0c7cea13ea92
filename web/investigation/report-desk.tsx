import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import type { ReportTexts } from '../../api/investigation.ts'
import type { RichText } from '../../core/shared/rich-lines.ts'
import { runCommand } from '../api/calls.ts'
import { refusalIn } from '../api/http.ts'
import { reportQueryOf } from '../api/queries.ts'
import { useAttemptKey } from '../forms/attempt.ts'
import { useDraft } from '../forms/draft.ts'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { RichEditor } from './rich-editor.tsx'
import { RichRead } from './rich-read.tsx'

type Props = { readonly view: CasePageView; readonly texts: ReportTexts; readonly done: () => void }
/** What is being written, and the version that it was written on; 0 for none. */
type Writing = { readonly base: number; readonly text: RichText; readonly reason?: string }

/** Where a version of the report is written. What is typed is kept as a draft, whatever others save meanwhile. */
export function ReportDesk(props: Props) {
  const draft = useDraft<Writing>(`${props.view.row.id}-write-report`)
  if (draft.found === undefined) return <Lines count={8} />
  return <Desk {...props} draft={draft} />
}

function begun({ versions: [latest], draft }: ReportTexts): Writing {
  return { base: latest?.version ?? 0, text: latest?.text ?? draft }
}

type Kept = Props & { readonly draft: ReturnType<typeof useDraft<Writing>> }

/** What is being written, what somebody else saved meanwhile, and the ways on. */
function useWriting({ view, texts, done, draft }: Kept) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const client = useQueryClient()
  const keyOf = useAttemptKey()
  const [writing, setWriting] = useState<Writing>(draft.found ?? begun(texts))
  // Another text put into the editor is another editor.
  const [round, setRound] = useState(0)
  const { id } = view.row
  const [latest] = texts.versions
  const save = useMutation({
    mutationFn: (input: Writing) => runCommand(id, 'write-report', sendable(input), { key: keyOf(input) }),
    onSuccess: async () => {
      draft.drop()
      await client.invalidateQueries({ queryKey: ['case', id] })
      void message.success(t('commands:write-report.done'))
      done()
    },
    onError: (error) => {
      if (refusalIn(error).code === 'report.revised-meanwhile') void client.invalidateQueries(reportQueryOf(id))
    },
  })
  const change = (next: Writing) => {
    setWriting(next)
    draft.keep(next)
  }
  const takeNewer = () => {
    draft.drop()
    save.reset()
    setWriting(begun(texts))
    setRound(round + 1)
  }
  const saveOn = (base: number) => {
    change({ ...writing, base })
    save.mutate({ ...writing, base })
  }
  const newer = latest && latest.version !== writing.base ? latest : undefined
  return { writing, round, newer, save, change, takeNewer, saveOn }
}

function Desk(kept: Kept) {
  const { t } = useTranslation()
  const { view, texts, done, draft } = kept
  const { writing, round, newer, save, change, takeNewer, saveOn } = useWriting(kept)
  const signed = view.report.current?.signatures ?? []
  return (
    <Panel title={t(writing.base === 0 ? 'report.write' : 'report.reviseOf', { version: writing.base })}>
      {signed.length > 0 && <Alert type="warning" showIcon title={t('report.willFall', { count: signed.length })} />}
      <RichEditor
        key={round}
        label={t('report.text')}
        start={writing.text}
        onChange={(text) => change({ ...writing, text })}
      />
      {newer && <Newer of={newer} mine={() => saveOn(newer.version)} theirs={takeNewer} busy={save.isPending} />}
      {writing.base > 0 && <Reason value={writing.reason} onChange={(reason) => change({ ...writing, reason })} />}
      {save.error && !newer && <Failed error={save.error} />}
      <div className="command-buttons">
        <Button
          type="primary"
          loading={save.isPending}
          disabled={newer !== undefined}
          onClick={() => save.mutate(writing)}
        >
          {t('commands:write-report.submit')}
        </Button>
        {texts.versions.length > 0 && <Button onClick={done}>{t('report.stopWriting')}</Button>}
        <span className="muted small draft-state" role="status">
          {draft.state !== 'idle' && t(`form.draft.${draft.state}`)}
        </span>
      </div>
    </Panel>
  )
}

function Reason({ value = '', onChange }: { value: string | undefined; onChange: (reason: string) => void }) {
  const { t } = useTranslation()
  return (
    <label className="report-reason" htmlFor="report-reason">
      {t('fields:reason')} <span className="muted small">{t('fields:help.write-report_reason')}</span>
      <Input id="report-reason" maxLength={500} value={value} onChange={({ target }) => onChange(target.value)} />
    </label>
  )
}

function sendable({ base, text, reason }: Writing) {
  return { base, text, ...(base > 0 && reason?.trim() && { reason: reason.trim() }) }
}

type NewerProps = {
  readonly of: ReportTexts['versions'][number]
  readonly mine: () => void
  readonly theirs: () => void
  readonly busy: boolean
}

/** Somebody saved another version meanwhile: what it says, below what was typed here, and the choice between the two. */
function Newer({ of: { version, by, at, text }, mine, theirs, busy }: NewerProps) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <Alert
      type="warning"
      showIcon
      className="report-newer"
      title={t('report.newer', { who: names.person(by), version })}
      description={
        <>
          <p className="muted small">
            <Moment at={at} relative />
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
          <section className="report-newer-text" tabIndex={0} aria-label={t('report.versionOf', { version })}>
            {text ? <RichRead text={text} /> : <p className="muted">{t('story.closed')}</p>}
          </section>
          <p>{t('report.newerKept')}</p>
          <div className="possible-others">
            <Button onClick={mine} loading={busy}>
              {t('report.saveMine', { version: version + 1 })}
            </Button>
            <Button onClick={theirs}>{t('report.takeTheirs', { version })}</Button>
          </div>
        </>
      }
    />
  )
}
