import { base64Of, fromBase64, fromHex, isSame } from './bytes.mjs'
import { Damaged } from './damaged.mjs'
import { checkpointOf, keyOf, openNote } from './note.mjs'
import { hashOf, holdOpenings } from './trail.mjs'
import { leafOf, rootFrom } from './tree.mjs'

/**
 * Holds a complainant's receipt against itself and against the key that signed it.
 *
 * @param text    the file
 * @param trusted the public key that the reader has from elsewhere; the receipt's own where left out
 * @returns `{findings, told}`, as for a dossier
 * @throws Damaged where it is none
 */
export function checkReceipt(text, trusted) {
  const receipt = receiptOf(text)
  const key = trusted ?? keyOf(receipt.key ?? '')
  if (!key) throw new Damaged('no-key')
  const { fact, openings, promise, proof } = receipt
  const checkpoint = proof && checkpointOf(openNote(proof.checkpoint, key) ?? '')
  const values = holdOpenings([fact], { [fact.version]: openings })
  const findings = [
    ...(openNote(promise, key) === promiseFor(receipt) && receipt.origin === key.name
      ? []
      : [{ what: 'receipt-unsigned' }]),
    ...(hashOf(fact) === fact.hash ? [] : [{ what: 'fact-changed', version: fact.version }]),
    ...(fact.type === 'CaseRegistered' && fact.data.number === receipt.number ? [] : [{ what: 'other-case' }]),
    ...values.faults,
    ...(proof ? proofFaults(fact, proof, checkpoint, key) : []),
  ]
  return { findings, told: { receipt, key, checkpoint, opened: values.opened, withheld: values.withheld } }
}

function receiptOf(text) {
  try {
    const receipt = JSON.parse(text)
    if (receipt.format === 'huiyin-receipt/1' && isWhole(receipt)) return receipt
  } catch {
    // Told below.
  }
  throw new Damaged('unknown-format')
}

/** What is read below has the shape it is read by; whether it is true is another question. */
function isWhole({ origin, number, key, fact, openings, promise, proof }) {
  const texts = [origin, number, key, promise, fact.hash, fact.streamId, fact.recordedAt]
  const isOpening = ({ path, salt, value }) => [path, salt, value].every(isText)
  return texts.every(isText) && fact.data instanceof Object && openings.every(isOpening) && hasProof(proof)
}

function hasProof(proof) {
  return proof === null || (isText(proof.checkpoint) && Number.isInteger(proof.position) && proof.path.every(isText))
}

function isText(value) {
  return typeof value === 'string'
}

function promiseFor({ origin, number, fact }) {
  return `${origin}\nreceipt\n${number}\n${base64Of(fromHex(fact.hash))}\n${fact.recordedAt}\n`
}

function proofFaults(fact, { position, path }, checkpoint, key) {
  if (!checkpoint || checkpoint.origin !== key.name) return [{ what: 'checkpoint-unsigned' }]
  const root = rootFrom(leafOf(fact), position, checkpoint.size, path.map(fromBase64))
  return root && isSame(root, checkpoint.root) ? [] : [{ what: 'fact-unlogged', version: fact.version }]
}
