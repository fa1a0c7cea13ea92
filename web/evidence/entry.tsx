import {
  DownloadOutlined,
  FileOutlined,
  InboxOutlined,
  MessageOutlined,
  SafetyCertificateOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { EvidenceItem } from '../../api/evidence.ts'
import { fileAddress } from '../api/calls.ts'
import { bytesInWords } from '../ui/bytes.ts'
import { Moment } from '../ui/moment.tsx'
import { Custody } from './custody.tsx'

type File = NonNullable<EvidenceItem['file']>
type Props = {
  readonly caseId: string
  readonly item: EvidenceItem
  readonly look: (file: File) => void
  readonly ask: (file: File) => void
}

/** One piece of evidence: what it shows, who brought it, and the state of its file or thing. */
export function EvidenceEntry({ caseId, item, look, ask }: Props) {
  const { t } = useTranslation()
  const { number, kind, content, source, legality, collectedAt, collectedBy, addedBy, offered, file, thing } = item
  return (
    <li className="piece" id={`evidence-${number}`}>
      <Face caseId={caseId} item={item} look={look} />
      <div className="piece-body">
        <p className="piece-head">
          <b>{t('evidence.number', { number })}</b> <span className="chip">{t(`codes:evidence-kind.${kind}`)}</span>{' '}
          {offered && <span className="chip chip-soft">{t('evidence.offered')}</span>}
        </p>
        <p className="piece-content">{content ?? t('story.closed')}</p>
        <p className="muted small">
          {!offered && t('evidence.collected', { source: source ?? '…', by: collectedBy ?? addedBy.name ?? '…' })}{' '}
          <Moment at={collectedAt} short />
        </p>
        {legality && <p className="muted small">{legality}</p>}
        {file && <FileLine caseId={caseId} file={file} ask={ask} />}
        {thing && <Custody thing={thing} />}
      </div>
    </li>
  )
}

const faces = { physical: InboxOutlined, testimony: MessageOutlined } as const

function Face({ caseId, item: { file, kind, content }, look }: Pick<Props, 'caseId' | 'item' | 'look'>) {
  const { t } = useTranslation()
  if (file?.picture === 'made' && file.scan !== 'infected')
    return (
      <button type="button" className="face" onClick={() => look(file)}>
        <img
          src={fileAddress(caseId, file.id, 'preview')}
          alt={t('evidence.look', { content: content ?? '' })}
          loading="lazy"
        />
      </button>
    )
  const Icon = kind === 'physical' || kind === 'testimony' ? faces[kind] : FileOutlined
  return (
    <span className="face face-plain" aria-hidden>
      <Icon />
    </span>
  )
}

function FileLine({ caseId, file, ask }: { caseId: string; file: File; ask: (file: File) => void }) {
  const { t } = useTranslation()
  const name = file.name ?? t('story.closed')
  return (
    <>
      <p className="file-line">
        <span className="file-name">{name}</span>
        <span className="muted small figures nowrap">{bytesInWords(file.size)}</span>
        <Download caseId={caseId} file={file} ask={ask} name={name} />
      </p>
      <ScanLine file={file} />
      {file.picture === 'failed' && <p className="muted small">{t('evidence.noPicture')}</p>}
      <p className="muted small file-hash" title={file.hash}>
        SHA-256 {file.hash.slice(0, 16)}…
      </p>
    </>
  )
}

function Download({
  caseId,
  file,
  ask,
  name,
}: {
  caseId: string
  file: File
  ask: (file: File) => void
  name: string
}) {
  const { t } = useTranslation()
  const label = t('evidence.download', { name })
  if (file.scan === 'infected') return null
  if (file.scan !== 'clean')
    return <Button type="text" size="small" icon={<DownloadOutlined />} aria-label={label} onClick={() => ask(file)} />
  return (
    <Button
      type="text"
      size="small"
      icon={<DownloadOutlined />}
      aria-label={label}
      href={fileAddress(caseId, file.id, 'original')}
      download
    />
  )
}

/** Never by colour alone: a shape and a word each. */
function ScanLine({ file: { scan, found } }: { file: File }) {
  const { t } = useTranslation()
  const why = scan === 'not-scanned' && found ? t(`codes:not-scanned.${found}`) : scan === 'infected' ? found : ''
  const Icon = scan === 'clean' ? SafetyCertificateOutlined : WarningOutlined
  return (
    <p className={`scan scan-${scan}`}>
      {scan !== 'waiting' && <Icon aria-hidden />} {t(`codes:scan.${scan}`)}
      {why && t('evidence.why', { why })}
    </p>
  )
}
