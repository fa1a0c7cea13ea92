import type { ReactNode } from 'react'
import type { Source } from '../../core/policy/shape-parts.ts'
import { Panel } from '../ui/panel.tsx'
import { SourceChip } from './source-chip.tsx'

/** A titled list of clauses. */
export function Listed({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Panel title={title}>
      <ul className="pack-clauses">{children}</ul>
    </Panel>
  )
}

/** One clause in words, with its rule where it has one and where it comes from. */
export function Clause({ words, rule, source }: { words: string; rule?: string | undefined; source: Source }) {
  return (
    <li>
      <span>
        {words}
        {rule && <code className="pack-rule small">{rule}</code>}
      </span>
      <SourceChip source={source} />
    </li>
  )
}
