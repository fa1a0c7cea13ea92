import { words } from './words.mjs'

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** Says a sentence of words.mjs with its holes filled; moments by the reader's own clock. @param lang `zh` or `en` */
export function sayIn(lang) {
  const clock = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'long',
    hourCycle: 'h23',
  })
  const told = (value = '') => (instant.test(value) ? clock.format(new Date(value)) : value)
  return (name, filled = {}) => words[lang][name].replace(/\{(\w+)\}/g, (_, one) => told(filled[one]))
}

/** Why a dossier or a receipt does not hold. */
export function failed(say, findings, { manifest, receipt }) {
  const lines = findings.map(({ what, ...detail }) => `  ${say(what, detail)}`)
  const { number } = manifest ?? receipt
  return [say(manifest ? 'fails' : 'receipt-fails', { number, count: findings.length }), ...lines]
}

/**
 * What a receipt that holds shows. What the complainant said is shown beside, so that it can be compared with what it is
 * used for.
 *
 * @param isKeyKnown whether the key came from elsewhere than the receipt
 */
export function receiptHeld(say, { receipt, key, checkpoint, ...counts }, isKeyKnown) {
  const { number, fact, openings } = receipt
  return [
    say('receipt-holds', { number }),
    `  ${say('received', { at: fact.recordedAt })}`,
    `  ${say(isKeyKnown ? 'key-given' : 'key-own-receipt', { name: key.name, id: key.id })}`,
    `  ${checkpoint ? say('receipt-logged', checkpoint) : say('receipt-promised')}`,
    `  ${say('values', counts)}`,
    ...openings.map(({ path, value }) => `    ${path.slice(1)}: ${value}`),
  ]
}
