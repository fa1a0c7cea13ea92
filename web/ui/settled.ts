import { useEffect, useState } from 'react'

/** A text once the person rests for so many milliseconds; the server is asked as one types, but not at each letter. */
export function useSettled<T extends string | undefined>(text: T, restMs = 400): T {
  const [settled, settle] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => settle(text), restMs)
    return () => clearTimeout(timer)
  }, [text, restMs])
  return settled
}
