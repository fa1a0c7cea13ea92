import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'

export type CaseProps = { readonly view: CasePageView; readonly run: (command: string) => void }

/** The commands of a panel that this person may run now. */
export function Acts({ view, run, commands }: CaseProps & { readonly commands: readonly string[] }) {
  const { t } = useTranslation()
  const possible = commands.filter((name) => view.allowed.includes(name))
  if (possible.length === 0) return null
  return (
    <div className="possible-others">
      {possible.map((name) => (
        <Button key={name} size="small" onClick={() => run(name)}>
          {t(`commands:${name}.title`)}
        </Button>
      ))}
    </div>
  )
}

/** Whether a panel has nothing to show and nothing to offer. */
export function isIdle({ allowed }: CasePageView, commands: readonly string[]): boolean {
  return !commands.some((name) => allowed.includes(name))
}
