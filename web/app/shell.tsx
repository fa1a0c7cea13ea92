import { MenuOutlined } from '@ant-design/icons'
import { Outlet, useLocation } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallPop } from '../intake/call-pop.tsx'
import { useOffice } from '../ui/office.ts'
import { useWide } from '../ui/wide.ts'
import { useLive } from './live.ts'
import { LogAlarm } from './log-alarm.tsx'
import { Menu } from './menu.tsx'
import { Notices } from './notices.tsx'
import { SearchBox } from './search-box.tsx'
import { ShortcutsHelp, useShellShortcuts } from './shortcuts.tsx'
import { UserMenu } from './user-menu.tsx'
import { Wordmark } from './wordmark.tsx'

/** What stands around every screen: menu, search, notices, the person. */
export function Shell() {
  const { t } = useTranslation()
  const { me } = useOffice()
  const wide = useWide(1000)
  useLive()
  useShellShortcuts()
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      {wide && (
        <aside className="side">
          <Wordmark />
          <Menu />
          <p className="side-foot">{me.organisation}</p>
        </aside>
      )}
      <div className="shell-main">
        <header className="top">
          {!wide && <MenuDrawer />}
          <SearchBox />
          <div className="top-right">
            <Notices />
            <UserMenu />
          </div>
        </header>
        <LogAlarm />
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <CallPop />
      <ShortcutsHelp />
    </div>
  )
}

function MenuDrawer() {
  const { t } = useTranslation()
  const { me } = useOffice()
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes because the place changed
  useEffect(() => setOpen(false), [pathname])
  return (
    <>
      <Button type="text" icon={<MenuOutlined />} aria-label={t('shell.menu')} onClick={() => setOpen(true)} />
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="left"
        size={264}
        title={<Wordmark />}
        styles={{ body: { padding: 8 } }}
      >
        <Menu />
        <p className="side-foot">{me.organisation}</p>
      </Drawer>
    </>
  )
}
