import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand } from '../api/calls.ts'
import { refusalIn } from '../api/http.ts'
import { randomKey } from '../forms/attempt.ts'
import type { LinkKind } from './similar-cases.tsx'

/** The links that somebody chose while registering: made once the case is there. One that is refused is said. */
export function useLinksToMake() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [links, setLinks] = useState<ReadonlyMap<string, LinkKind>>(new Map())
  const toggle = (id: string, kind: LinkKind) =>
    setLinks((before) => {
      const next = new Map(before)
      if (!next.delete(id)) next.set(id, kind)
      return next
    })
  const make = async (caseId: string) => {
    for (const [other, kind] of links)
      await runCommand(caseId, 'link', { other, kind }, { key: randomKey() }).catch((error) => {
        void message.warning(t('similar.notLinked', { why: refusalIn(error).sentence }), 8)
      })
  }
  return { links, toggle, make }
}
