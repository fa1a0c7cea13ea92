import { useQuery } from '@tanstack/react-query'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Proposals, ToldQuery } from '../../api/understanding.ts'
import { proposeForTold } from '../api/calls.ts'
import { OneProposal } from '../forms/proposed.tsx'
import { Failed } from '../ui/failed.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { useSettled } from '../ui/settled.ts'

const restMs = 800
/** Fewer letters say nothing yet. */
const leastText = 6

/** What the house would say of the complaint that is being told: the unit can be taken at once, the rest is confirmed at triage. */
export function ProposedTold() {
  const { t } = useTranslation()
  const names = useNames()
  const form = Form.useFormInstance()
  const unit = Form.useWatch('unit', form) as string | undefined
  const asked = useAsked()
  const found = useQuery({
    queryKey: ['proposals-told', asked],
    queryFn: () => proposeForTold(asked ?? {}),
    enabled: asked !== undefined,
    gcTime: 0,
    // What was found for the words before stays to be read until the next answer is there.
    placeholderData: (before) => before,
  })
  const nothing = found.data && isEmpty(found.data)
  return (
    <Panel title={t('proposed.title')}>
      {!asked && <p className="muted">{t('proposed.waiting')}</p>}
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {asked && nothing && <p className="muted">{t('proposed.none')}</p>}
      {asked && found.data && !nothing && (
        <>
          <Row name={t('proposed.unit')}>
            <OneProposal
              of={found.data.unit}
              picked={unit}
              nameOf={names.unit}
              take={(picked) => form.setFieldValue('unit', picked)}
            />
          </Row>
          {found.data.regimes.map(({ regime, axes, grade }) => (
            <div key={regime}>
              {axes.map((one) => (
                <Row key={one.subject} name={names.axis(regime, one.axis)}>
                  <OneProposal of={one} nameOf={(value) => names.axisValue(regime, one.axis, value)} />
                </Row>
              ))}
              {grade && (
                <Row name={t('proposed.grade')}>
                  <OneProposal of={grade} nameOf={(value) => names.grade(value, regime)} />
                </Row>
              )}
            </div>
          ))}
          <p className="muted small">{t('proposed.later')}</p>
        </>
      )}
    </Panel>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="proposed-row">
      <span className="small">{name}</span>
      {children}
    </div>
  )
}

function isEmpty({ unit, regimes }: Proposals): boolean {
  return unit === null && regimes.every(({ axes, grade }) => axes.length === 0 && grade === null)
}

/** What was typed, once the person rests; undefined while it is too little. */
function useAsked(): Partial<ToldQuery> | undefined {
  const form = Form.useFormInstance()
  const all = (Form.useWatch([], form) ?? {}) as Readonly<Record<string, unknown>>
  const typed = Object.fromEntries(fields.flatMap((name) => (all[name] ? [[name, all[name]]] : [])))
  const settled = useSettled(JSON.stringify(typed), restMs)
  const asked = JSON.parse(settled) as Partial<ToldQuery>
  const told = [asked.title, asked.content, asked.request].filter(Boolean).join('')
  return told.length < leastText ? undefined : asked
}

const fields = ['title', 'content', 'request', 'place', 'channel', 'kind', 'groupSize', 'unit']
