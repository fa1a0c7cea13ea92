// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays in the field, which says by aria-activedescendant what is chosen
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys are those of the field
// biome-ignore-all lint/a11y/noStaticElementInteractions: the box only keeps the focus where it is

import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CasePage, CaseRow } from '../../api/cases.ts'
import type { SearchHit } from '../../api/search-hit.ts'
import { refusalIn } from '../api/http.ts'
import { Marked } from '../queues/marked.tsx'
import { Snippet } from '../queues/snippet.tsx'
import { Lines } from '../ui/skeleton.tsx'

/** So many cases are suggested. */
export const suggested = 8

type Props = {
  readonly id: string
  readonly found: UseQueryResult<CasePage>
  readonly at: number
  readonly openCase: (id: string) => void
  readonly listAll: () => void
}

/** The cases that tell most of the words so far, and the way to all of them. */
export function Suggestions({ id, found, at, openCase, listAll }: Props) {
  const { t } = useTranslation()
  const page = found.data
  const hits = new Map(page?.hits.map((hit) => [hit.id, hit]))
  return (
    // Pressing the mouse here must not take the focus from the field, which would close the list before the click.
    <div className="suggestions" onMouseDown={(event) => event.preventDefault()} role="presentation">
      <div id={id} role="listbox" aria-label={t('search.suggested')}>
        {page?.rows.map((row, n) => (
          <Suggestion
            key={row.id}
            id={`${id}-${n}`}
            row={row}
            hit={hits.get(row.id)}
            here={n === at}
            openCase={openCase}
          />
        ))}
      </div>
      {!page && !found.error && <Lines count={3} />}
      {found.error && <p className="suggestions-say">{refusalIn(found.error).sentence}</p>}
      {page?.rows.length === 0 && (
        <p className="suggestions-say" role="status">
          {t('search.none')}
          <span className="muted small">{t('search.noneHint')}</span>
        </p>
      )}
      {page && page.rows.length > 0 && (
        <button type="button" className="suggestions-all" tabIndex={-1} onClick={listAll}>
          {t(page.capped ? 'search.allCapped' : 'search.all', { count: page.total })} <kbd>Enter</kbd>
        </button>
      )}
    </div>
  )
}

type One = { id: string; row: CaseRow; hit: SearchHit | undefined; here: boolean; openCase: Props['openCase'] }

function Suggestion({ id, row, hit, here, openCase }: One) {
  const { t } = useTranslation()
  return (
    <div
      id={id}
      role="option"
      aria-selected={here}
      className={here ? 'suggestion suggestion-here' : 'suggestion'}
      onClick={() => openCase(row.id)}
    >
      <span className="suggestion-title">
        <Marked text={row.title} places={hit?.title} />
      </span>
      <span className="figures muted small">
        {row.number} · {row.status === 'open' ? t(`codes:stage.${row.stage}`) : t(`codes:status.${row.status}`)}
      </span>
      <Snippet hit={hit} />
    </div>
  )
}
