import { useSyncExternalStore } from 'react'

/** What a person sets for the own screen; kept in the browser, none of it about a case. */
export type Preferences = {
  readonly language: 'zh-CN' | 'en'
  readonly look: 'light' | 'dark' | 'system'
  readonly density: 'compact' | 'comfortable'
  readonly shortcuts: boolean
  readonly columns: readonly string[]
  readonly preview: boolean
}

const place = 'huiyin.preferences'
const listeners = new Set<() => void>()
let current: Preferences = { ...defaults(), ...stored() }

function defaults(): Preferences {
  const language = navigator.language.startsWith('zh') ? 'zh-CN' : 'en'
  return {
    language,
    look: 'system',
    density: 'compact',
    shortcuts: true,
    columns: ['unit', 'grade', 'handler', 'received'],
    preview: true,
  }
}

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Preferences>
  } catch {
    return {}
  }
}

/** The preferences as they are now, outside of rendering. */
export function preferences(): Preferences {
  return current
}

export function prefer(change: Partial<Preferences>) {
  current = { ...current, ...change }
  try {
    localStorage.setItem(place, JSON.stringify(current))
  } catch {
    // A browser that forbids storage still works for this visit.
  }
  for (const listener of listeners) listener()
}

/** Calls the listener at every change until the returned function is called. */
export function onPreference(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(onPreference, preferences)
}
