import type { ReactNode } from 'react'
import { type Block, linesOf, type RichText, type Run } from '../../core/shared/rich-lines.ts'

/** A document to be read. */
export function RichRead({ text }: { text: RichText }) {
  return (
    <div className="rich-text">
      {text.content.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text that is read keeps its order
        <BlockRead key={at} block={block} />
      ))}
    </div>
  )
}

function BlockRead({ block }: { block: Block }) {
  const lines = linesOf(block).map(inRuns)
  if (block.type === 'heading') return <h3>{lines}</h3>
  if (block.type === 'paragraph') return <p>{lines}</p>
  const List = block.type === 'bullets' ? 'ul' : 'ol'
  return (
    <List>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text that is read keeps its order
        <li key={at}>{line}</li>
      ))}
    </List>
  )
}

function inRuns(line: readonly Run[]): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text that is read keeps its order
  return line.map(({ text, marks }, at) => (marks ? <strong key={at}>{text}</strong> : <span key={at}>{text}</span>))
}
