import { isWork, workText } from '../../../api/portal-work.ts'

/** So many tries at a time, that typing never waits. */
const slice = 400

/** What tells that somebody is at the form: the first letter, or a step on with a text that was typed before. */
const signs = ['input', 'click'] as const

/**
 * Does the work that a form asks for in place of a riddle: it begins as soon as somebody is at the form and is done long before
 * it is sent. Without it a form is taken too, by a slower road.
 */
export function proveWork(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-work]')) {
    const begin = () => {
      for (const sign of signs) form.removeEventListener(sign, begin)
      void work(form)
    }
    for (const sign of signs) form.addEventListener(sign, begin)
  }
}

async function work(form: HTMLFormElement): Promise<void> {
  const { opened, proof } = form.elements as unknown as Record<string, HTMLInputElement>
  if (!opened || !proof) return
  const encoder = new TextEncoder()
  const { sha256 } = await import('@noble/hashes/sha2.js')
  for (let nonce = 0; ; nonce++) {
    if (isWork(sha256(encoder.encode(workText(opened.value, nonce))))) {
      proof.value = String(nonce)
      return
    }
    if (nonce % slice === slice - 1) await new Promise((resolve) => setTimeout(resolve))
  }
}
