import { useSyncExternalStore } from 'react'

/** True while the window is at least that many CSS pixels wide. */
export function useWide(pixels: number): boolean {
  const media = window.matchMedia(`(min-width: ${pixels}px)`)
  return useSyncExternalStore(
    (listener) => {
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => media.matches,
  )
}
