import { DownOutlined, UserOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { signOut } from '../api/calls.ts'
import { useOffice } from '../ui/office.ts'
import { prefer, usePreferences } from '../ui/preferences.ts'
import { useWide } from '../ui/wide.ts'
import { showShortcuts } from './shortcuts.tsx'

/** The person's own things: language, look, density, password, leaving. */
export function UserMenu() {
  const { t } = useTranslation()
  const { me } = useOffice()
  const wide = useWide(700)
  const navigate = useNavigate()
  const { language, look, density, shortcuts } = usePreferences()
  const choose: Record<string, () => void> = {
    'zh-CN': () => prefer({ language: 'zh-CN' }),
    en: () => prefer({ language: 'en' }),
    light: () => prefer({ look: 'light' }),
    dark: () => prefer({ look: 'dark' }),
    system: () => prefer({ look: 'system' }),
    compact: () => prefer({ density: 'compact' }),
    comfortable: () => prefer({ density: 'comfortable' }),
    shortcuts: () => prefer({ shortcuts: !shortcuts }),
    help: showShortcuts,
    account: () => void navigate({ to: '/account' }),
    leave: () => void leave(),
  }
  const items: MenuProps['items'] = [
    {
      type: 'group',
      label: t('user.language'),
      children: [
        { key: 'zh-CN', label: '中文' },
        { key: 'en', label: 'English' },
      ],
    },
    {
      type: 'group',
      label: t('user.look'),
      children: (['light', 'dark', 'system'] as const).map((key) => ({ key, label: t(`user.${key}`) })),
    },
    {
      type: 'group',
      label: t('user.density'),
      children: (['compact', 'comfortable'] as const).map((key) => ({ key, label: t(`user.${key}`) })),
    },
    { type: 'divider' },
    { key: 'shortcuts', label: t(shortcuts ? 'user.shortcutsOff' : 'user.shortcutsOn') },
    { key: 'help', label: t('user.help') },
    { key: 'account', label: t('user.account') },
    { type: 'divider' },
    { key: 'leave', label: t('user.leave') },
  ]
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        selectable: true,
        multiple: true,
        selectedKeys: [language, look, density],
        onClick: ({ key }) => choose[key]?.(),
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t('user.menu', { name: me.name })}>
        {wide && me.name}
        <DownOutlined style={{ fontSize: 10 }} />
      </Button>
    </Dropdown>
  )
}

/** Leaves by a fresh page, so that nothing of the person stays in memory. */
async function leave() {
  await signOut().catch(() => undefined)
  window.location.assign('/')
}
