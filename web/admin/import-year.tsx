import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckedYear, KnownYear } from '../../api/calendars.ts'
import { changeOrganisation, checkYear } from '../api/calls.ts'
import { TextEditor } from '../packs/text-editor.tsx'
import { Failed } from '../ui/failed.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { useSettled } from '../ui/settled.ts'
import { useCount } from './count-cases.ts'
import { DayCounts, Days } from './known-years.tsx'
import { CountProgress, MovesView } from './recount.tsx'
import '../packs/revise.css'

type Props = {
  readonly years: readonly KnownYear[]
  readonly text: string
  readonly write: (text: string) => void
  readonly state: 'idle' | 'waiting' | 'kept' | 'failed'
  readonly done: () => void
}

/** A notice as it is written, what it says, what it would move; then it is imported. */
export function ImportYear({ years, text, write, state, done }: Props) {
  const { t } = useTranslation()
  const settled = useSettled(text)
  const checked = useQuery({
    queryKey: ['calendars', 'check', settled],
    queryFn: () => checkYear(settled),
    enabled: settled.trim() !== '',
    // Mistakes of a moment ago stay in sight while the next answer is on its way; nothing is decided by them.
    placeholderData: (last) => last,
    gcTime: 0,
  })
  const said = text.trim() === '' ? undefined : checked.data
  return (
    <Panel
      title={t('calendars.write')}
      extra={state !== 'idle' && <span className="muted small">{t(`revision.draft.${state}`)}</span>}
    >
      <p className="muted">{t('calendars.writeAbout')}</p>
      <Sources years={years} write={write} empty={text === ''} />
      <TextEditor label={t('calendars.label')} text={text} problems={said?.problems ?? []} onChange={write} />
      {checked.error && <Failed error={checked.error} retry={() => void checked.refetch()} />}
      {said && <Said said={said} />}
      {said?.year && said.news !== 'same' && (
        <Decide key={settled} notice={settled} ready={settled === text && !checked.isPlaceholderData} done={done} />
      )}
    </Panel>
  )
}

type SourcesProps = Pick<Props, 'years' | 'write'> & { readonly empty: boolean }

/** From where a notice comes that nobody wants to type: a file, or the frame of a year with its days left out. */
function Sources({ years, write, empty }: SourcesProps) {
  const { t } = useTranslation()
  const chosen = useRef<HTMLInputElement>(null)
  const [latest] = years
  const take = async (files: FileList | null) => {
    const text = await files?.[0]?.text()
    if (text !== undefined) write(text)
    if (chosen.current) chosen.current.value = ''
  }
  return (
    <div className="admin-buttons">
      <input
        ref={chosen}
        type="file"
        accept=".yaml,.yml,text/yaml"
        hidden
        onChange={(event) => void take(event.target.files)}
      />
      <Button onClick={() => chosen.current?.click()}>{t('calendars.choose')}</Button>
      {latest && empty && (
        <Button onClick={() => write(frameAfter(latest))}>{t('calendars.frame', { year: latest.year + 1 })}</Button>
      )}
      {!empty && (
        <Popconfirm title={t('calendars.clearAsk')} okText={t('calendars.clear')} onConfirm={() => write('')}>
          <Button type="text">{t('calendars.clear')}</Button>
        </Popconfirm>
      )}
    </div>
  )
}

/** The file of the next year with the holidays of this one, all days left to be filled in. */
function frameAfter({ year, notice, holidays }: KnownYear): string {
  const title = notice.title.replaceAll(String(year), String(year + 1))
  const lines = holidays.map(
    ({ name }) => `  - name: { zh: ${name.zh}, en: ${JSON.stringify(name.en)} }\n    off: []\n    make_up: []\n`,
  )
  return `year: ${year + 1}\nstatus: published\nnotice:\n  title: ${title}\n  number:\n  date:\nholidays:\n${lines.join('')}`
}

/** What the loader reads in it: mistakes by their line, or the days, and what they change. */
function Said({ said: { problems, year, news, changes } }: { said: CheckedYear }) {
  const { t } = useTranslation()
  const { say } = useNames()
  const day = (said: CheckedYear['changes'][number]['before']) => t(`calendars.day.${said ?? 'week'}`)
  return (
    <div className="notice-said" role="status">
      {problems.length > 0 && <p className="revise-wrong">{t('calendars.mistakes', { count: problems.length })}</p>}
      <ul className="notice-mistakes">
        {problems.map(({ line, column, text }) => (
          <li key={`${line}:${column} ${text.en}`} className="revise-wrong">
            {t('revision.at', { line })} {say(text)}
          </li>
        ))}
      </ul>
      {year && (
        <>
          <p>
            <b>{t(`calendars.news.${news}`, { year: year.year })}</b> <DayCounts year={year} />
            {year.status === 'provisional' && (
              <span className="chip chip-amber">{t('calendars.status.provisional')}</span>
            )}
          </p>
          {news === 'changed' ? (
            <ul className="day-changes">
              {changes.length === 0 && <li>{t('calendars.sameDays')}</li>}
              {changes.map(({ day: date, before, after }) => (
                <li key={date}>
                  <span className="figures">{date}</span> <del>{day(before)}</del> → <ins>{day(after)}</ins>
                </li>
              ))}
            </ul>
          ) : (
            <Days year={year} />
          )}
        </>
      )}
    </div>
  )
}

type DecideProps = { readonly notice: string; readonly ready: boolean; readonly done: () => void }

/** What it would move is looked at first; only then it can be imported. */
function Decide({ notice, ready, done }: DecideProps) {
  const { t } = useTranslation()
  const count = useCount('weigh')
  const importing = useMutation({
    mutationFn: () => changeOrganisation('import-year', { notice }),
    onSuccess: done,
  })
  const result = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (count.result) result.current?.scrollIntoView({ block: 'nearest' })
  }, [count.result])
  return (
    <div ref={result} className="notice-decide">
      {!count.result && (
        <Button type="primary" disabled={!ready} loading={count.isPending} onClick={() => count.start(notice)}>
          {t('calendars.weigh')}
        </Button>
      )}
      <CountProgress count={count} />
      {count.error && <Failed error={count.error} retry={() => count.start(notice)} />}
      {count.result && <MovesView moves={count.result} done={false} />}
      {importing.error && <Failed error={importing.error} retry={() => importing.mutate()} />}
      {count.result && (
        <Popconfirm
          title={t('calendars.importAsk')}
          okText={t('calendars.import')}
          onConfirm={() => importing.mutate()}
        >
          <Button type="primary" disabled={!ready} loading={importing.isPending}>
            {t('calendars.import')}
          </Button>
        </Popconfirm>
      )}
    </div>
  )
}
