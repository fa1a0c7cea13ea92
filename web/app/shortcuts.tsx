import { useNavigate } from '@tanstack/react-router'
import { Modal } from 'antd'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { tinykeys } from 'tinykeys'
import { preferences } from '../ui/preferences.ts'

type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>

/** Binds keys while the component stands. Single keys act only outside fields and dialogs, and can be switched off. */
export function useKeys(keys: Keys) {
  const latest = useRef(keys)
  latest.current = keys
  const names = Object.keys(keys).join(' ')
  useEffect(() => {
    const bound = names
      .split(' ')
      .map((name) => [name, (event: KeyboardEvent) => act(event, latest.current[name])] as const)
    return tinykeys(window, Object.fromEntries(bound), { ignore: isElsewhere })
  }, [names])
}

function act(event: KeyboardEvent, handler: ((event: KeyboardEvent) => void) | undefined) {
  if (!preferences().shortcuts) return
  event.preventDefault()
  handler?.(event)
}

function isElsewhere({ target, isComposing, repeat, key }: KeyboardEvent): boolean {
  if (isComposing || (repeat && key !== 'j' && key !== 'k')) return true
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('input, textarea, select, [contenteditable=true], [role=dialog], [role=combobox], [role=menu]'))
    return true
  // Enter on a button or a link presses it, as everywhere.
  return key === 'Enter' && target.closest('a, button, summary') !== null
}

let helpOpen = false
const helpListeners = new Set<() => void>()

function setHelp(open: boolean) {
  helpOpen = open
  for (const listener of helpListeners) listener()
}

/** Opens the list of shortcuts. */
export function showShortcuts() {
  setHelp(true)
}

/** The keys that work on every screen. */
export function useShellShortcuts() {
  const navigate = useNavigate()
  useKeys({
    '?': showShortcuts,
    'Shift+?': showShortcuts,
    w: () => void navigate({ to: '/' }),
    l: () => void navigate({ to: '/cases' }),
    n: () => void navigate({ to: '/register' }),
  })
}

const listed = ['?', '/', 'w', 'l', 'n', 'j', 'k', 'Enter', 'x', 'a', 'Esc', 'Ctrl + Enter'] as const

export function ShortcutsHelp() {
  const { t } = useTranslation()
  const open = useSyncExternalStore(
    (listener) => {
      helpListeners.add(listener)
      return () => helpListeners.delete(listener)
    },
    () => helpOpen,
  )
  return (
    <Modal open={open} onCancel={() => setHelp(false)} footer={null} title={t('shortcuts.title')} width={460}>
      <dl className="shortcuts">
        {listed.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`shortcuts.${key.replaceAll(' ', '')}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">{t('shortcuts.about')}</p>
    </Modal>
  )
}
