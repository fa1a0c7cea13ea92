import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { CommandForm } from '../forms/command-form.tsx'
import { useNames } from '../ui/names.ts'

/** The form of a command beside the page it was asked for on. @param running the command's name; closed where left out */
export function CommandDrawer({
  view,
  running,
  close,
}: {
  view: CasePageView
  running: string | undefined
  close: () => void
}) {
  const { t } = useTranslation()
  const { catalogue } = useNames()
  const command = catalogue?.commands.find((one) => one.name === running)
  return (
    <Drawer
      open={command !== undefined}
      onClose={close}
      size={Math.min(560, window.innerWidth)}
      destroyOnHidden
      title={command && t(`commands:${command.name}.title`)}
      extra={<span className="muted figures">{view.row.number}</span>}
    >
      {command && <CommandForm view={view} command={command} done={close} cancel={close} />}
    </Drawer>
  )
}
