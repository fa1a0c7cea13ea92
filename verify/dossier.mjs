import { base64Of, fromBase64, fromHex, hexOf, isSame } from './bytes.mjs'
import { canonical } from './canonical.mjs'
import { sha256 } from './crypto.mjs'
import { Damaged } from './damaged.mjs'
import { dutiesOf } from './duties.mjs'
import { checkpointOf, keyOf, openNote } from './note.mjs'
import { proofSheetFaults } from './proof-sheet.mjs'
import { reportOf } from './report.mjs'
import { chainFaults, holdOpenings } from './trail.mjs'
import { leafOf, rootFrom } from './tree.mjs'

const ownFiles = ['manifest.json', 'manifest.sig']

/**
 * Holds a dossier against itself and against the key that signed it.
 *
 * @param files what its archive holds (zip.mjs)
 * @param trusted the public key that the reader has from elsewhere; the dossier's own where left out
 * @returns `{findings, told}`: what does not hold, `{what, …}`; and what was seen, for the report
 * @throws Damaged where it cannot be read at all
 */
export function checkDossier(files, trusted) {
  const manifest = manifestOf(files)
  const key = trusted ?? keyOf(manifest.key ?? '')
  if (!key) throw new Damaged('no-key')
  const findings = [...signatureFaults(files, manifest, key), ...fileFaults(files, manifest)]
  // What was changed after it was signed is not read any further: nothing that it says could be believed.
  if (findings.length > 0) return { findings, told: { manifest, key } }
  const { streams } = jsonOf(files, 'facts.json')
  const log = logOf(files, key, manifest)
  const parts = [
    streamFaults(streams, manifest),
    ...streams.map(({ facts, openings }) => holdOpenings(facts, openings)),
    logFaults(streams, log),
    policyFaults(files, streams),
    evidenceFaults(manifest, streams),
  ]
  const { duties, faults } = dutiesOf(caseFacts(streams, manifest))
  const { report, faults: signatures } = reportOf(caseFacts(streams, manifest))
  const proof = proofSheetFaults(jsonOf(files, 'proof-sheet.json'), manifest, caseFacts(streams, manifest), duties)
  const sum = (name) => parts.reduce((total, part) => total + (part[name] ?? 0), 0)
  const told = {
    manifest,
    key,
    checkpoint: log.checkpoint,
    duties,
    report,
    facts: sum('facts'),
    opened: sum('opened'),
    withheld: sum('withheld'),
    policies: sum('policies'),
    enclosed: sum('enclosed'),
    absent: sum('absent'),
  }
  return { findings: [...parts.flatMap((part) => part.faults), ...faults, ...signatures, ...proof], told }
}

function jsonOf(files, name) {
  try {
    return JSON.parse(files.get(name).read().toString('utf8'))
  } catch {
    throw new Damaged('file-broken', { name })
  }
}

function manifestOf(files) {
  const manifest = jsonOf(files, 'manifest.json')
  if (manifest.format !== 'huiyin-dossier/1' || !Array.isArray(manifest.files)) throw new Damaged('unknown-format')
  return manifest
}

/** The house signs who, which case, what and when in one text; the text differs from that of a checkpoint. */
function signatureFaults(files, { origin, number, madeAt }, key) {
  const digest = base64Of(fromHex(files.get('manifest.json').sha256))
  const text = openNote(files.get('manifest.sig')?.read().toString('utf8') ?? '', key)
  const expected = `${origin}\ndossier\n${number}\n${digest}\n${madeAt}\n`
  return text === expected && origin === key.name ? [] : [{ what: 'not-signed' }]
}

function fileFaults(files, manifest) {
  const listed = new Map(manifest.files.map((file) => [file.name, file]))
  const loose = [...files.keys()].filter((name) => !listed.has(name) && !ownFiles.includes(name))
  const wrong = manifest.files.flatMap(({ name, sha256: digest, bytes }) => {
    const file = files.get(name)
    if (!file) return [{ what: 'file-missing', name }]
    return file.size === bytes && file.sha256 === digest ? [] : [{ what: 'file-changed', name }]
  })
  return [...loose.map((name) => ({ what: 'file-added', name })), ...wrong]
}

function caseFacts(streams, { caseId }) {
  return streams.find(({ streamId }) => streamId === caseId)?.facts ?? []
}

function streamFaults(streams, manifest) {
  const first = caseFacts(streams, manifest)[0]
  const isCase = first?.type === 'CaseRegistered' && first.data.number === manifest.number
  const faults = streams.flatMap(({ streamId, facts }) => chainFaults(streamId, facts))
  return {
    faults: isCase ? faults : [{ what: 'other-case' }, ...faults],
    facts: streams.reduce((sum, { facts }) => sum + facts.length, 0),
  }
}

function logOf(files, key, { origin }) {
  const { checkpoint: note, entries } = jsonOf(files, 'log.json')
  const text = openNote(note, key)
  const checkpoint = text && checkpointOf(text)
  return { checkpoint: checkpoint?.origin === origin ? checkpoint : undefined, entries }
}

/** Every fact has to stand in the signed log, at its own place. */
function logFaults(streams, { checkpoint, entries }) {
  if (!checkpoint) return { faults: [{ what: 'checkpoint-unsigned' }] }
  const places = new Map(entries.map((entry) => [`${entry.streamId} ${entry.version}`, entry]))
  const faults = streams.flatMap(({ facts }) =>
    facts.filter((fact) => !isLogged(fact, places.get(`${fact.streamId} ${fact.version}`), checkpoint)),
  )
  return { faults: faults.map(({ version }) => ({ what: 'fact-unlogged', version })) }
}

function isLogged(fact, entry, { size, root }) {
  if (!entry) return false
  const path = entry.path.map(fromBase64)
  const above = rootFrom(leafOf(fact), entry.position, size, path)
  return above !== undefined && isSame(above, root)
}

/** The rules that the case was handled under lie beside it, under the hashes that its facts name. */
function policyFaults(files, streams) {
  const named = new Set(streams.flatMap(({ facts }) => facts.flatMap(policiesOf)))
  const faults = [...named].flatMap((hash) => {
    const name = `policies/${hash}.json`
    if (!files.has(name)) return [{ what: 'policy-missing', name: hash }]
    const fits = hexOf(sha256(canonical(jsonOf(files, name)))) === hash
    return fits ? [] : [{ what: 'policy-changed', name: hash }]
  })
  return { faults, policies: named.size }
}

function policiesOf({ type, data }) {
  if (type === 'CaseRegistered') return [data.calendar, ...data.regimes.map(({ hash }) => hash)]
  return type === 'CalendarChanged' ? [data.to] : []
}

/** Every file of evidence has to be one that a fact names by its hash; a file that a fact names may have stayed behind. */
function evidenceFaults({ files }, streams) {
  const brought = streams.flatMap(({ facts }) => facts.filter(({ type }) => type === 'EvidenceAdded'))
  const hashes = new Set(brought.flatMap(({ data }) => (data.file ? [data.file.hash] : [])))
  const enclosed = files.filter(({ name }) => name.startsWith('evidence/'))
  const strange = enclosed.filter(({ sha256: digest }) => !hashes.has(digest))
  const faults = strange.map(({ name }) => ({ what: 'evidence-unknown', name }))
  return { faults, enclosed: enclosed.length - strange.length, absent: hashes.size - enclosed.length + strange.length }
}
