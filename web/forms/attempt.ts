import { useRef } from 'react'

/**
 * The idempotency key of what is being sent: the same content keeps its key over every retry, so that a lost answer
 * never makes a second act; changed content is another attempt.
 */
export function useAttemptKey(): (content: unknown) => string {
  const last = useRef<{ content: string; key: string }>(undefined)
  return (content) => {
    const text = JSON.stringify(content)
    if (last.current?.content !== text) last.current = { content: text, key: randomKey() }
    return last.current.key
  }
}

/** A random UUID; also on pages without TLS, where `crypto.randomUUID` does not exist. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
