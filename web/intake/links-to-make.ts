import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Resembling } from '../../api/similar.ts'
import { runCommand } from '../api/calls.ts'
import { refusalIn } from '../api/http.ts'
import { randomKey } from '../forms/attempt.ts'

export type LinkKind = NonNullable<Resembling['link']>
/** Earlier complaints that the new one goes with, and how. */
export type Chosen = {
  readonly links: ReadonlyMap<string, LinkKind>
  /** Without a kind it goes with that one no more. */
  readonly choose: (id: string, kind: LinkKind | undefined) => void
}

/** The links that somebody chose while registering: made once the case is there. One that is refused is said. */
export function useLinksToMake() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [links, setLinks] = useState<ReadonlyMap<string, LinkKind>>(new Map())
  const choose: Chosen['choose'] = (id, kind) =>
    setLinks((before) => {
      const others = [...before].filter(([one]) => one !== id)
      return new Map(kind ? [...others, [id, kind]] : others)
    })
  const make = async (caseId: string) => {
    for (const [other, kind] of links)
      await runCommand(caseId, 'link', { other, kind }, { key: randomKey() }).catch((error) => {
        void message.warning(t('similar.notLinked', { why: refusalIn(error).sentence }), 8)
      })
  }
  return { links, choose, make }
}
