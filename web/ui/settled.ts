import { useEffect, useState } from 'react'

const restMs = 400

/** A text once the person rests for a moment; the server judges it as one types, but not at each letter. */
export function useSettled(text: string): string {
  const [settled, settle] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => settle(text), restMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
