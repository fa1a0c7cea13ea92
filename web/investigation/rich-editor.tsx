import {
  BoldOutlined,
  FontSizeOutlined,
  OrderedListOutlined,
  RedoOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { baseKeymap, setBlockType, toggleMark } from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import { Node } from 'prosemirror-model'
import { liftListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import { type Command, EditorState } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RichText } from '../../core/shared/rich-lines.ts'
import { richSchema } from './rich-schema.ts'

const { nodes, marks } = richSchema
const { item, bullets, numbers, heading, paragraph } = nodes
const { strong } = marks

type Props = { readonly label: string; readonly start: RichText; readonly onChange: (doc: RichText) => void }

/** An editor for headings, paragraphs, lists and stress. What it starts with is looked at once; another start is another editor. */
export function RichEditor({ label, start, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<EditorView>()
  const [state, setState] = useState<EditorState>()
  const changed = useRef(onChange)
  useEffect(() => {
    changed.current = onChange
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it starts with is looked at once
  useEffect(() => {
    const made = new EditorView(place.current, {
      state: stateOf(start),
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: 'rich-text' },
      dispatchTransaction(transaction) {
        const next = made.state.apply(transaction)
        made.updateState(next)
        setState(next)
        if (transaction.docChanged) changed.current(next.doc.toJSON() as RichText)
      },
    })
    setView(made)
    setState(made.state)
    return () => made.destroy()
  }, [])
  return (
    <div className="rich-editor">
      {view && state && <Tools view={view} state={state} />}
      <div ref={place} />
    </div>
  )
}

function stateOf(start: RichText): EditorState {
  const keys = {
    'Mod-z': undo,
    'Mod-y': redo,
    'Shift-Mod-z': redo,
    ...(strong && { 'Mod-b': toggleMark(strong) }),
    ...(item && { Enter: splitListItem(item) }),
  }
  return EditorState.create({
    doc: Node.fromJSON(richSchema, start),
    plugins: [history(), keymap(keys), keymap(baseKeymap)],
  })
}

function Tools({ view, state }: { view: EditorView; state: EditorState }) {
  const { t } = useTranslation()
  const parent = state.selection.$from.parent
  const list = state.selection.$from.node(-2)
  const isStrong =
    strong !== undefined && strong.isInSet(state.storedMarks ?? state.selection.$from.marks()) !== undefined
  const run = (command: Command | undefined) => {
    command?.(view.state, view.dispatch, view)
    view.focus()
  }
  const inList = list?.type === bullets || list?.type === numbers
  const listed = (kind: typeof bullets) => (inList ? item && liftListItem(item) : kind && wrapInList(kind))
  const toggled = parent.type === heading ? paragraph : heading
  return (
    <div className="rich-tools" role="toolbar" aria-label={t('report.tools')}>
      <Tool
        words="heading"
        on={parent.type === heading}
        icon={<FontSizeOutlined />}
        run={() => run(toggled && setBlockType(toggled))}
      />
      <Tool words="strong" on={isStrong} icon={<BoldOutlined />} run={() => run(strong && toggleMark(strong))} />
      <Tool
        words="bullets"
        on={list?.type === bullets}
        icon={<UnorderedListOutlined />}
        run={() => run(listed(bullets))}
      />
      <Tool
        words="numbers"
        on={list?.type === numbers}
        icon={<OrderedListOutlined />}
        run={() => run(listed(numbers))}
      />
      <Tool words="undo" icon={<UndoOutlined />} run={() => run(undo)} />
      <Tool words="redo" icon={<RedoOutlined />} run={() => run(redo)} />
    </div>
  )
}

function Tool({ words, icon, on, run }: { words: string; icon: ReactNode; on?: boolean; run: () => void }) {
  const { t } = useTranslation()
  const name = t(`report.tool.${words}`)
  return (
    <Button
      size="small"
      type={on ? 'primary' : 'text'}
      icon={icon}
      title={name}
      aria-label={name}
      {...(on !== undefined && { 'aria-pressed': on })}
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    />
  )
}
