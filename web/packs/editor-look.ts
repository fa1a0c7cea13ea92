import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''

/** The colours of the house in an editor of rules, light and dark. */
export const inColour = [
  EditorView.cspNonce.of(nonce),
  EditorView.theme({
    '&': { fontSize: '13px', backgroundColor: 'var(--surface)', color: 'var(--text)' },
    '.cm-content': { caretColor: 'var(--text)' },
    '.cm-cursor': { borderLeftColor: 'var(--text)' },
    '.cm-gutters': { backgroundColor: 'var(--raised)', color: 'var(--muted)', borderRight: '1px solid var(--line)' },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'var(--accentSoft) !important',
    },
    '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--text)', border: '1px solid var(--edge)' },
    '.cm-insertedLine': { backgroundColor: 'var(--greenSoft) !important' },
    '.cm-deletedChunk, .cm-deletedLine': { backgroundColor: 'var(--redSoft) !important' },
    '.cm-collapsedLines': { background: 'var(--raised)', color: 'var(--muted)', fontFamily: 'var(--font)' },
    '.cm-collapsedLines::before, .cm-collapsedLines::after': { content: '"⋯"' },
    '.cm-changedText': { background: 'none !important', fontWeight: '600' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.comment, color: 'var(--muted)' },
      { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
      { tag: [tags.string, tags.content], color: 'var(--text)' },
    ]),
  ),
]
