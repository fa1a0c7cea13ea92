import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, Button, Popconfirm, Segmented, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckedPack } from '../../api/packs.ts'
import { checkPack, type Texts } from '../api/calls.ts'
import { packQueryOf, writtenPackQueryOf } from '../api/queries.ts'
import { useDraft } from '../forms/draft.ts'
import { Failed } from '../ui/failed.tsx'
import { useNames } from '../ui/names.ts'
import { useSettled } from '../ui/settled.ts'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { Changes } from './changes.tsx'
import { Golden } from './golden.tsx'
import { LimitTable } from './limit-table.tsx'
import { Problems } from './problems.tsx'
import { Propose } from './propose.tsx'
import { Simulation } from './simulation.tsx'
import { TextEditor } from './text-editor.tsx'
import './packs.css'
import './revise.css'

/** What a rule maker has changed so far: whole files by name, and the version they were taken from. */
type Draft = { readonly base: string; readonly changed: Texts }

/** What cannot be read is not known to be the same as what is in force. */
function isUnread(checked: CheckedPack | undefined): boolean {
  return checked !== undefined && checked.problems.length > 0 && checked.changes.length === 0
}

/** The desk of a rule maker: change a pack, see at once what that means, propose it. */
export default function Revise() {
  const { id } = useParams({ from: '/packs/$id/revise' })
  const { t } = useTranslation()
  const { say } = useNames()
  const written = useQuery(writtenPackQueryOf(id))
  const page = useQuery(packQueryOf(id))
  const draft = useDraft<Draft>(`pack-${id}`)
  const name = page.data ? say(page.data.name) : id
  useTitle(t('revision.title', { name }))
  const failed = written.error ?? page.error
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('revision.title', { name })}</h1>
        {draft.state !== 'idle' && <span className="muted small">{t(`revision.draft.${draft.state}`)}</span>}
      </div>
      {failed && <Failed error={failed} retry={() => void written.refetch()} />}
      {!failed && (!written.data || draft.found === undefined) && <Lines count={10} />}
      {written.data && draft.found !== undefined && (
        <Desk key={written.data.hash} id={id} base={written.data.hash} texts={written.data.texts} draft={draft} />
      )}
    </div>
  )
}

type DeskProps = {
  readonly id: string
  readonly base: string
  readonly texts: Texts
  readonly draft: ReturnType<typeof useDraft<Draft>>
}

function Desk({ id, base, texts: before, draft }: DeskProps) {
  const { t } = useTranslation()
  const found = draft.found
  const stale = found && found.base !== base
  const [changed, change] = useState<Texts>(found && !stale ? found.changed : {})
  const [file, open] = useState('obligations.yaml')
  const texts = { ...before, ...changed }
  const written = useSettled(JSON.stringify(texts))
  const settled = useMemo(() => JSON.parse(written) as Texts, [written])
  const checked = useQuery({
    queryKey: ['packs', id, 'check', settled],
    queryFn: () => checkPack(id, settled),
    // Mistakes of a moment ago stay in sight while the next answer is on its way; nothing is decided by them.
    placeholderData: (last) => last,
    staleTime: Infinity,
    gcTime: 0,
  })
  const keep = (next: Texts) => {
    const only = Object.fromEntries(Object.entries(next).filter(([name, text]) => before[name] !== text))
    change(only)
    draft.keep({ base, changed: only })
  }
  const write = (name: string, text: string) => keep({ ...changed, [name]: text })
  const discard = () => {
    change({})
    draft.drop()
  }
  const problems = checked.data?.problems ?? []
  const isJudged = checked.isSuccess && !checked.isPlaceholderData && written === JSON.stringify(texts)
  const isSound = isJudged && problems.length === 0
  const isChanged = Object.keys(changed).length > 0
  return (
    <>
      {stale && <Alert type="warning" showIcon title={t('revision.stale')} className="revise-note" />}
      <div className="revise">
        <div className="revise-write">
          <Files id={id} names={Object.keys(texts)} changed={changed} problems={problems} file={file} open={open} />
          <Written file={file} text={texts[file] ?? ''} problems={problems.filter(isOf(id, file))} write={write} />
        </div>
        <div className="revise-see">
          {checked.error && <Failed error={checked.error} retry={() => void checked.refetch()} />}
          <Problems id={id} checked={checked.data} pending={checked.isFetching} open={open} />
          {!isUnread(checked.data) && <Changes pack={id} changes={checked.data?.changes} />}
          <Golden id={id} texts={texts} ready={isSound} takeOver={keep} changed={changed} />
          <Simulation of={{ pack: id, texts }} ready={isChanged && isSound} />
          <Propose id={id} base={base} texts={texts} ready={isChanged && isSound} done={discard} />
          {isChanged && (
            <Popconfirm title={t('revision.discardAsk')} onConfirm={discard} okText={t('revision.discard')}>
              <Button danger type="text">
                {t('revision.discard')}
              </Button>
            </Popconfirm>
          )}
        </div>
      </div>
    </>
  )
}

/** Whether a problem is of one file of a pack. */
function isOf(id: string, file: string) {
  return (problem: { file: string }) => problem.file.endsWith(`${id}/${file}`)
}

type FilesProps = {
  readonly id: string
  readonly names: readonly string[]
  readonly changed: Texts
  readonly problems: readonly { readonly file: string }[]
  readonly file: string
  readonly open: (file: string) => void
}

function Files({ id, names, changed, problems, file, open }: FilesProps) {
  const { t } = useTranslation()
  const label = (name: string) => {
    const wrong = problems.filter(isOf(id, name)).length
    const told = [name in changed && t('revision.changedFile'), wrong > 0 && t('revision.wrong', { count: wrong })]
    return [t(`revision.file.${name.replace('.yaml', '')}`, { defaultValue: name }), ...told.filter(Boolean)].join(
      ' · ',
    )
  }
  return (
    <Select
      className="revise-files"
      aria-label={t('revision.files')}
      value={file}
      onChange={open}
      options={names.map((name) => ({ value: name, label: label(name) }))}
    />
  )
}

type WrittenProps = {
  readonly file: string
  readonly text: string
  readonly problems: Parameters<typeof TextEditor>[0]['problems']
  readonly write: (file: string, text: string) => void
}

/** The limits of the duties as a table, everything as text. */
function Written({ file, text, problems, write }: WrittenProps) {
  const { t } = useTranslation()
  const [as, show] = useState<'table' | 'text'>('table')
  const asTable = file === 'obligations.yaml' && as === 'table'
  return (
    <>
      {file === 'obligations.yaml' && (
        <Segmented
          value={as}
          onChange={(value) => show(value as 'table' | 'text')}
          options={(['table', 'text'] as const).map((value) => ({ value, label: t(`revision.as.${value}`) }))}
        />
      )}
      {asTable ? (
        <LimitTable text={text} onChange={(next) => write(file, next)} />
      ) : (
        <TextEditor label={file} text={text} problems={problems} onChange={(next) => write(file, next)} />
      )}
    </>
  )
}
