import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Resembling } from '../../api/similar.ts'
import { runCommand } from '../api/calls.ts'
import { refusalIn } from '../api/http.ts'
import { randomKey } from '../forms/attempt.ts'

export type LinkKind = NonNullable<Resembling['link']>
/** An earlier complaint by its id, and how the new one goes with it. */
export type Link = readonly [id: string, kind: LinkKind]
/** Earlier complaints that the new one goes with, and how. */
export type Chosen = {
  readonly links: ReadonlyMap<string, LinkKind>
  /** Without a kind it goes with those no more. */
  readonly choose: (ids: readonly string[], kind: LinkKind | undefined) => void
}

/**
 * The links that somebody chose while registering: made once the case is there. How many were made is said, and why one was
 * refused.
 *
 * @param start what was chosen before, from a draft
 * @param keep  is told what is chosen now
 */
export function useLinksToMake(start: readonly Link[] = [], keep: (links: readonly Link[]) => void) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [links, setLinks] = useState<ReadonlyMap<string, LinkKind>>(new Map(start))
  const choose: Chosen['choose'] = (ids, kind) => {
    const others = [...links].filter(([one]) => !ids.includes(one))
    const chosen = kind ? [...others, ...ids.map((id): Link => [id, kind])] : others
    setLinks(new Map(chosen))
    keep(chosen)
  }
  const make = async (caseId: string) => {
    let made = 0
    for (const [other, kind] of links)
      await runCommand(caseId, 'link', { other, kind }, { key: randomKey() }).then(
        () => made++,
        (error) => void message.warning(t('similar.notLinked', { why: refusalIn(error).sentence }), 8),
      )
    if (made > 0) void message.success(t('similar.linked', { count: made }))
  }
  return { links, choose, make }
}
