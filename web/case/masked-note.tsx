import { EyeOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { openTexts } from '../api/calls.ts'
import { ReasonDialog } from './reason-dialog.tsx'

type Props = { readonly view: CasePageView; readonly show: (opened: CasePageView) => void }

/** Says that what tells of persons is masked for this reader, and opens it to whoever says why. */
export function MaskedNote({ view, show }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  if (!view.masked) return null
  return (
    <>
      <Alert
        type="info"
        showIcon
        className="told-masked"
        title={t('sensitive.masked')}
        action={
          <Button size="small" icon={<EyeOutlined />} onClick={() => setAsking(true)}>
            {t('sensitive.open')}
          </Button>
        }
      />
      <ReasonDialog
        title={t('sensitive.open')}
        open={asking}
        close={() => setAsking(false)}
        act={(reason) => openTexts(view.row.id, reason).then(show)}
      />
    </>
  )
}
