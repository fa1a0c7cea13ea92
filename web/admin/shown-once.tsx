import { Alert, Button, Typography } from 'antd'
import { useTranslation } from 'react-i18next'

/** A secret that is shown this one time. */
export function ShownOnce({ title, secret, close }: { title: string; secret: string; close: () => void }) {
  const { t } = useTranslation()
  return (
    <Alert
      type="warning"
      showIcon
      className="admin-note"
      title={title}
      description={
        <>
          <Typography.Text copyable code className="shown-once">
            {secret}
          </Typography.Text>
          <p>{t('integrations.once')}</p>
          <Button size="small" onClick={close}>
            {t('integrations.kept')}
          </Button>
        </>
      }
    />
  )
}
