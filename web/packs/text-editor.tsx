import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { lintGutter, setDiagnostics } from '@codemirror/lint'
import { Annotation, type Text } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { CheckedPack } from '../../api/packs.ts'
import type { Names } from '../../words/names.ts'
import { useNames } from '../ui/names.ts'
import { inColour } from './editor-look.ts'

type Problems = CheckedPack['problems']
type Props = {
  readonly label: string
  readonly text: string
  readonly problems: Problems
  readonly onChange: (text: string) => void
}

/** Marks what the page itself wrote into the editor, so that it is not taken for typing. */
const fromPage = Annotation.define<boolean>()

/** One file of a pack as it is written, with what the loader says at the line it says it of. */
export function TextEditor({ label, text, problems, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const { say } = useNames()
  const changed = useRef(onChange)
  useEffect(() => {
    changed.current = onChange
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file is another editor; its text is followed below
  useEffect(() => {
    const made = editorIn(place.current, label, text, (typed) => changed.current(typed))
    view.current = made
    return () => made.destroy()
  }, [label])
  useEffect(() => follow(view.current, text), [text])
  useEffect(() => mark(view.current, problems, say), [problems, say])
  return <div ref={place} className="text-editor" />
}

function editorIn(parent: HTMLElement | null, label: string, doc: string, typed: (text: string) => void): EditorView {
  const listen = EditorView.updateListener.of(({ docChanged, state, transactions }) => {
    if (docChanged && !transactions.some((one) => one.annotation(fromPage))) typed(state.doc.toString())
  })
  const named = EditorView.contentAttributes.of({ 'aria-label': label })
  const keys = keymap.of([...defaultKeymap, ...historyKeymap])
  const extensions = [listen, named, keys, inColour, lineNumbers(), history(), yaml(), lintGutter()]
  return new EditorView({ doc, extensions, ...(parent && { parent }) })
}

function follow(view: EditorView | undefined, text: string): void {
  if (!view || view.state.doc.toString() === text) return
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    annotations: fromPage.of(true),
  })
}

function mark(view: EditorView | undefined, problems: Problems, say: Names['say']): void {
  if (!view) return
  const { doc } = view.state
  const diagnostics = problems.map(({ line, column, text }) => ({
    ...placeOf(doc, line, column),
    severity: 'error' as const,
    message: say(text),
  }))
  view.dispatch(setDiagnostics(view.state, diagnostics))
}

/** From a place to the end of its line; the text may have got shorter since it was judged. */
function placeOf(doc: Text, line: number, column: number): { from: number; to: number } {
  const { from, to } = doc.line(Math.min(line, doc.lines))
  return { from: Math.min(from + column - 1, to), to }
}
