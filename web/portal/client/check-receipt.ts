import { Damaged } from '../../../verify/damaged.mjs'
import { keyOf } from '../../../verify/note.mjs'
import { checkReceipt } from '../../../verify/receipt.mjs'
import { failed, receiptHeld, sayIn } from '../../../verify/told.mjs'

/**
 * Holds a receipt against the key of this house, by the program that everybody else verifies it with.
 *
 * @param text     the file
 * @param key      the public key that the house hands out
 * @param language `zh` or `en`
 * @throws Error where the page came without a key
 */
export function checkedReceipt(text: string, key: string, language: string) {
  const say = sayIn(language)
  const trusted = keyOf(key)
  // By its own key a receipt proves nothing about this house.
  if (!trusted) throw new Error('the page has no key')
  try {
    const { findings, told } = checkReceipt(text, trusted)
    const holds = findings.length === 0
    return { holds, lines: holds ? receiptHeld(say, told, true) : failed(say, findings, told) }
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
    return { holds: false, lines: [say('refused'), say(error.message, error.detail)] }
  }
}
