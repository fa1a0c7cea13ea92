import { yaml } from '@codemirror/lang-yaml'
import { unifiedMergeView } from '@codemirror/merge'
import { EditorState } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { revisionPage } from '../../api/packs.ts'
import { Panel } from '../ui/panel.tsx'
import { inColour } from './editor-look.ts'

type Change = z.infer<typeof revisionPage>['files'][number]

/** A file in both versions, line by line; what did not change is folded. */
export function FileChange({ change: { file, before, after } }: { change: Change }) {
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const merged = unifiedMergeView({
      original: before ?? '',
      mergeControls: false,
      collapseUnchanged: { margin: 2 },
    })
    const named = EditorView.contentAttributes.of({ 'aria-label': file })
    const folded = EditorState.phrases.of({ '$ unchanged lines': t('revision.unchangedLines') })
    const still = [EditorState.readOnly.of(true), EditorView.editable.of(false)]
    const extensions = [inColour, named, folded, still, lineNumbers(), yaml(), merged]
    const view = new EditorView({ doc: after ?? '', extensions, ...(place.current && { parent: place.current }) })
    return () => view.destroy()
  }, [file, before, after, t])
  const title = t(`revision.file.${file.replace('.yaml', '')}`, { defaultValue: file })
  return (
    <Panel title={title} className="panel-flush">
      <div ref={place} className="text-editor" />
    </Panel>
  )
}
