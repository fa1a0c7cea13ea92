import { CameraOutlined, DeleteOutlined, PaperClipOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { type ChangeEvent, type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { evidenceQueryOf } from '../api/queries.ts'
import { dropUpload, findUpload, type Sending, sendFile } from '../api/uploads.ts'
import { useSurroundings, type WidgetProps } from '../forms/form-context.ts'
import { bytesInWords } from '../ui/bytes.ts'
import './evidence.css'

type Way =
  | { readonly is: 'none' }
  | { readonly is: 'sending'; readonly name: string; readonly sending: Sending }
  | { readonly is: 'stopped'; readonly file: File; readonly sentence: string }
  | { readonly is: 'there'; readonly name: string; readonly size: number }

/** One file, sent while the rest of the form is filled in. A line that breaks is gone on with; a draft finds its file again. */
export function UploadField(props: WidgetProps<string>) {
  const { view } = useSurroundings()
  return view ? <Chooser {...props} caseId={view.row.id} /> : null
}

function Chooser({ id, value, onChange, caseId }: WidgetProps<string> & { caseId: string }) {
  const { t } = useTranslation()
  const { way, send, stop, forget } = useUpload(caseId, value, onChange)
  const limit = useQuery(evidenceQueryOf(caseId)).data?.uploadLimit
  const [over, setOver] = useState(false)
  const [tooLarge, setTooLarge] = useState<string>()
  const take = (file: File | undefined) => {
    setTooLarge(undefined)
    if (!file) return
    if (limit !== undefined && file.size > limit) setTooLarge(t('evidence.tooLarge', { limit: bytesInWords(limit) }))
    else if (file.size === 0) setTooLarge(t('evidence.emptyFile'))
    else void send(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  if (way.is === 'sending') return <OnItsWay {...way} stop={stop} />
  if (way.is === 'there') return <There {...way} forget={forget} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside do the same by keyboard
    <div
      className={over ? 'drop drop-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="drop-buttons">
        <Pick id={id} label={t('evidence.choose')} icon={<PaperClipOutlined />} take={take} />
        <Pick label={t('evidence.photograph')} icon={<CameraOutlined />} take={take} camera />
      </div>
      <span className="muted small drop-hint">{t('evidence.drop')}</span>
      {way.is === 'stopped' && (
        <p className="drop-failed" role="alert">
          {t('evidence.stopped', { why: way.sentence })}{' '}
          <Button size="small" onClick={() => void send(way.file)}>
            {t('evidence.goOn')}
          </Button>
        </p>
      )}
      {tooLarge && (
        <p className="drop-failed" role="alert">
          {tooLarge}
        </p>
      )}
    </div>
  )
}

type PickProps = {
  id?: string | undefined
  label: string
  icon: React.ReactNode
  take: (file: File | undefined) => void
  camera?: boolean
}

/** A button over the browser's own chooser; on a phone the second one opens the camera. */
function Pick({ id, label, icon, take, camera }: PickProps) {
  const input = useRef<HTMLInputElement>(null)
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    take(event.target.files?.[0])
    event.target.value = ''
  }
  return (
    <>
      <Button id={id} icon={icon} className={camera ? 'drop-camera' : ''} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        aria-label={label}
        onChange={chosen}
        {...(camera && { accept: 'image/*', capture: 'environment' as const })}
      />
    </>
  )
}

function OnItsWay({ name, sending, stop }: { name: string; sending: Sending; stop: () => void }) {
  const { t } = useTranslation()
  const percent = Math.floor((sending.sent / Math.max(1, sending.size)) * 100)
  return (
    <div className="sending">
      <span className="sending-name">{name}</span>
      <Progress percent={percent} aria-label={t('evidence.sending', { name })} />
      <span className="muted small" role="status">
        {sending.retry
          ? t('evidence.again')
          : t('evidence.sent', { sent: bytesInWords(sending.sent), size: bytesInWords(sending.size) })}
      </span>
      <Button size="small" onClick={stop}>
        {t('evidence.stop')}
      </Button>
    </div>
  )
}

function There({ name, size, forget }: { name: string; size: number; forget: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="arrived">
      <PaperClipOutlined aria-hidden /> <span className="sending-name">{name}</span>
      <span className="muted small figures">{bytesInWords(size)}</span>
      <Button type="text" icon={<DeleteOutlined />} aria-label={t('evidence.forget', { name })} onClick={forget} />
    </div>
  )
}

function useUpload(caseId: string, value: string | undefined, onChange: WidgetProps<string>['onChange']) {
  const { t } = useTranslation()
  const [way, setWay] = useState<Way>({ is: 'none' })
  const running = useRef<{ abort(): Promise<unknown> }>(undefined)
  const own = useRef<string>(undefined)
  const take = useRef(onChange)
  take.current = onChange

  // A draft names an upload of an earlier visit: it may be there still.
  useEffect(() => {
    if (!value || value === own.current) return
    own.current = value
    void findUpload(caseId, value).then((found) => {
      if (found && found.offset === found.size) setWay({ is: 'there', ...found })
      else take.current?.(undefined)
    })
  }, [caseId, value])
  useEffect(() => () => void running.current?.abort(), [])

  const send = async (file: File) => {
    setWay({ is: 'sending', name: file.name, sending: { sent: 0, size: file.size, retry: false } })
    running.current = await sendFile(caseId, file, {
      progress: (sending) => setWay({ is: 'sending', name: file.name, sending }),
      done: (upload) => {
        own.current = upload
        setWay({ is: 'there', name: file.name, size: file.size })
        take.current?.(upload)
      },
      failed: (sentence) => setWay({ is: 'stopped', file, sentence: sentence ?? t('evidence.lineBroke') }),
    })
  }
  const stop = () => {
    void running.current?.abort()
    setWay({ is: 'none' })
  }
  const forget = () => {
    if (value) void dropUpload(caseId, value)
    own.current = undefined
    setWay({ is: 'none' })
    onChange?.(undefined)
  }
  return { way, send, stop, forget }
}
