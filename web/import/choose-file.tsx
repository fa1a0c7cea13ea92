import { FileExcelOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ImportView, importLimits } from '../../api/imports.ts'
import { bytesInWords } from '../ui/bytes.ts'
import { Failed } from '../ui/failed.tsx'
import { sendFile } from './calls.ts'

type Way =
  | { readonly is: 'none'; readonly told?: string; readonly error?: unknown }
  | { readonly is: 'sending'; readonly name: string; readonly share: number }

/** A file, chosen or dropped; it is sent at once. */
export function ChooseFile({ sent }: { sent: (view: ImportView) => void }) {
  const { t } = useTranslation()
  const [way, setWay] = useState<Way>({ is: 'none' })
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const take = (file: File | undefined) => {
    if (!file) return
    const told = whyNot(file)
    if (told) return setWay({ is: 'none', told })
    const tell = (share: number) => setWay({ is: 'sending', name: file.name, share })
    tell(0)
    sendFile(file, tell, t('failed.offline')).then(sent, (error: unknown) => setWay({ is: 'none', error }))
  }
  const whyNot = ({ size }: File) => {
    if (size === 0) return t('imports.empty')
    return size > importLimits.bytes ? t('imports.tooLarge', { limit: bytesInWords(importLimits.bytes) }) : undefined
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  if (way.is === 'sending')
    return (
      <div role="status">
        {t('imports.sending', { name: way.name })}
        <Progress percent={Math.floor(way.share * 100)} aria-label={t('imports.sending', { name: way.name })} />
      </div>
    )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard
    <div
      className={over ? 'import-drop import-drop-over' : 'import-drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Button type="primary" icon={<FileExcelOutlined />} onClick={() => input.current?.click()}>
        {t('imports.choose')}
      </Button>
      <span className="muted small import-drop-hint">{t('imports.drop')}</span>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        aria-label={t('imports.choose')}
        accept=".xlsx,.csv,.tsv,.txt,.jsonl,.gz"
        onChange={(event) => {
          take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {way.told && <p role="alert">{way.told}</p>}
      {way.error !== undefined && <Failed error={way.error} />}
    </div>
  )
}
