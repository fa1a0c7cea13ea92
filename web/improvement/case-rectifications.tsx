import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { useMay } from '../ui/office.ts'
import { Panel } from '../ui/panel.tsx'
import { orderRectification } from './calls.ts'
import { RectificationCard } from './rectification-card.tsx'
import { RectificationDrawer } from './rectification-form.tsx'

/** What was ordered because of this case, and the way to order more. */
export function CaseRectifications({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  const mayOrder = useMay('may-order-rectification')
  const [ordering, setOrdering] = useState(false)
  const order = mayOrder && (
    <Button size="small" onClick={() => setOrdering(true)}>
      {t('improvement.order')}
    </Button>
  )
  return (
    <Panel title={t('improvement.title')} extra={order}>
      {view.rectifications.length === 0 && <p className="muted">{t('improvement.none')}</p>}
      {view.rectifications.map((one) => (
        <RectificationCard key={one.id} of={one} />
      ))}
      <RectificationDrawer
        id={view.row.id}
        number={view.row.number}
        view={view}
        command={ordering ? 'order-rectification' : undefined}
        close={() => setOrdering(false)}
        send={(input, key) => orderRectification(view.row.id, input, { key })}
      />
    </Panel>
  )
}
