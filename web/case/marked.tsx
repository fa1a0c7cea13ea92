import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { sensitiveIn } from '../../core/understanding/sensitive.ts'

/** What somebody wrote: each value in it that tells of a person is underlined, with what it is. What was erased is said. */
export function Marked({ text }: { text: string | null | undefined }) {
  const { t } = useTranslation()
  const spans = useMemo(() => (text ? sensitiveIn(text) : []), [text])
  if (text === null || text === undefined) return <span className="muted">{t('story.closed')}</span>
  return spans.length === 0
    ? text
    : spans.map(({ kind, start, end }, at) => (
        <span key={start}>
          {text.slice(spans[at - 1]?.end ?? 0, start)}
          <mark className="sensitive" title={t(`sensitive.kind.${kind}`)}>
            {text.slice(start, end)}
          </mark>
          {at === spans.length - 1 && text.slice(end)}
        </span>
      ))
}
