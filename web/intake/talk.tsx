import { CheckCircleFilled } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNames } from '../ui/names.ts'
import { useOffice } from '../ui/office.ts'
import { Panel } from '../ui/panel.tsx'

/** Which fields of the form answer an item that the packs ask for. */
const answeredBy: Readonly<Record<string, readonly string[]>> = {
  name: ['name'],
  contact: ['phone', 'email'],
  address: ['address'],
  'happened-at': ['happenedAt'],
  place: ['place'],
  product: ['product'],
  respondent: ['respondent'],
  request: ['request'],
}

type Props = {
  readonly notes: string
  readonly type: (text: string) => void
  readonly takeOver: () => void
  readonly children?: ReactNode
}

/** What to say, what is still to be asked, and room to scribble while the other talks. */
export function Talk({ notes, type, takeOver, children }: Props) {
  const { t } = useTranslation()
  const { greeting, repeat, closing } = useScript()
  return (
    <div className="register-left">
      <Panel title={t('talk.title')}>
        <p className="script">{greeting}</p>
        <Asked />
        <p className="script">{repeat}</p>
        <p className="script">{closing}</p>
      </Panel>
      <Panel title={t('talk.notes')}>
        <Input.TextArea
          aria-label={t('talk.notes')}
          value={notes}
          onChange={(event) => type(event.target.value)}
          autoSize={{ minRows: 5, maxRows: 16 }}
          maxLength={4000}
          placeholder={t('talk.notesHint')}
        />
        <Button className="take-over" disabled={!notes.trim()} onClick={takeOver}>
          {t('talk.takeOver')}
        </Button>
      </Panel>
      {children}
    </div>
  )
}

/** What is said, in the words of the leading pack; in the house's own where it has none. */
function useScript() {
  const { t } = useTranslation()
  const { me } = useOffice()
  const { catalogue, say } = useNames()
  const script = catalogue?.packs[0]?.script
  const { organisation, name } = me
  const filled = (text: string) => text.replaceAll('{organisation}', organisation).replaceAll('{name}', name)
  return {
    greeting: script ? filled(say(script.greeting)) : t('talk.greeting', { organisation, name }),
    repeat: script?.repeat ? filled(say(script.repeat)) : t('talk.repeat'),
    closing: script ? filled(say(script.closing)) : t('talk.closing'),
  }
}

function Asked() {
  const { t } = useTranslation()
  const { catalogue, say } = useNames()
  const form = Form.useFormInstance()
  const values = (Form.useWatch([], form) ?? {}) as Readonly<Record<string, unknown>>
  const items = [...new Set((catalogue?.packs ?? []).flatMap((pack) => pack.asked))]
  const has = (item: string) => (answeredBy[item] ?? []).some((field) => values[field])
  const words = catalogue?.packs.find((pack) => Object.keys(pack.prompts).length > 0)?.prompts ?? {}
  const prompt = (item: string) => (words[item] ? say(words[item]) : t(`talk.ask.${item}`))
  const left = items.filter((item) => !has(item)).length
  return (
    <div className="asked">
      <p className="muted small">{t('talk.asked', { count: left })}</p>
      <ul>
        {items.map((item) => (
          <li key={item} className={has(item) ? 'asked-done' : ''}>
            {has(item) ? (
              <CheckCircleFilled aria-label={t('talk.known')} />
            ) : (
              <span className="asked-open" role="img" aria-label={t('talk.open')} />
            )}
            <span>{prompt(item)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
