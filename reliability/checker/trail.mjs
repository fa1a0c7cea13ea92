import { hashOf } from './canonical.mjs'

const noFactBefore = '0'.repeat(64)

/**
 * The chain of one stream: versions 1 … n without a gap, every fact under the hash of its own content, every `prev` the
 * hash before it.
 */
export function checkChain({ id, facts }, find) {
  let before = noFactBefore
  for (const [index, fact] of facts.entries()) {
    const at = { stream: id, version: fact.version }
    if (fact.version !== index + 1) find('version-gap', `version ${index + 1} is missing`, at)
    if (fact.stream !== facts[0].stream) find('stream-kind', `a fact of "${fact.stream}" in this stream`, at)
    if (fact.prev !== before) find('broken-link', 'prev is not the hash of the fact before it', at)
    if (hashOrProblem(fact) !== fact.hash) find('changed-fact', `${fact.type}: its content does not give its hash`, at)
    before = fact.hash
  }
}

function hashOrProblem(fact) {
  try {
    return hashOf(fact)
  } catch (error) {
    return error.message
  }
}

/** Every commitment has its box and the box its key; nothing is sealed for a fact that is not there. */
export function checkSeals({ id, facts, boxes, keys }, find) {
  const committed = new Set(facts.flatMap((fact) => holdersIn(fact.data).map((holder) => `${fact.version} ${holder}`)))
  const boxed = new Map(boxes.map((box) => [`${box.version} ${box.holder}`, box]))
  const keyed = new Map(keys.map((key) => [key.holder, key]))
  for (const place of committed) {
    const [version, holder] = place.split(' ')
    const at = { stream: id, version: Number(version) }
    if (!(boxed.get(place)?.size >= 28)) find('box-missing', `the sealed values of ${holder} are not there`, at)
    if (!(keyed.get(holder)?.size >= 60)) find('key-missing', `there is no data key for ${holder}`, at)
    else if (!keyed.get(holder).has_epoch) find('key-missing', `the epoch of the key for ${holder} is gone`, at)
  }
  for (const [place, box] of boxed)
    if (!committed.has(place)) find('box-without-fact', `a box of ${box.holder}`, { stream: id, version: box.version })
}

/** The holders of all commitments inside a fact's data. */
function holdersIn(value) {
  if (typeof value !== 'object' || value === null) return []
  if (!Array.isArray(value) && 'commitment' in value && 'holder' in value) return [value.holder]
  return [...new Set(Object.values(value).flatMap(holdersIn))]
}
