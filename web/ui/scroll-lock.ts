import { useLayoutEffect } from 'react'

let locks = 0

/**
 * Keeps the page behind a dialog from scrolling. Takes the place of the same hook in antd's portal, which writes a
 * style element without a nonce and so is stopped by the content security policy (see vite.config.ts).
 */
export default function useScrollLocker(lock?: boolean) {
  useLayoutEffect(() => {
    if (!lock) return
    locks += 1
    document.body.classList.add('scroll-locked')
    return () => {
      locks -= 1
      if (locks === 0) document.body.classList.remove('scroll-locked')
    }
  }, [lock])
}
