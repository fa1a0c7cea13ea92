import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { fileAddress } from '../api/calls.ts'

type Props = {
  readonly caseId: string
  readonly file: { readonly id: string; readonly name: string | null } | undefined
  readonly close: () => void
}

/** The picture for the eye in full: made anew from the original, which is not touched. */
export function LargePicture({ caseId, file, close }: Props) {
  const { t } = useTranslation()
  return (
    <Modal open={file !== undefined} onCancel={close} footer={null} width={1000} destroyOnHidden title={file?.name}>
      {file && <img className="large-picture" src={fileAddress(caseId, file.id, 'cleaned')} alt={file.name ?? ''} />}
      <p className="muted small">{t('evidence.cleaned')}</p>
    </Modal>
  )
}
