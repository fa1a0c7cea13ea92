import { z } from 'zod'
import { command } from '../case/command.ts'
import { sameBytes } from '../case/evidence.ts'
import { evidenceKinds } from '../case/evidence-events.ts'
import { day, freeText, id, moment, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

const ifThing = { field: 'kind', is: 'physical' }

export const addEvidence = command({
  name: 'add-evidence',
  summary: 'Add evidence to the list of the case: what it shows, where it comes from, who collected it and when.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-investigate',
  input: z.strictObject({
    kind: z.enum(evidenceKinds),
    content: freeText(4000),
    source: freeText(200),
    /** A file that was uploaded for this case; its id as the upload's address ends. */
    upload: id().meta({ widget: 'upload' }).optional(),
    collectedAt: moment().optional(),
    collectedBy: freeText(80).optional(),
    legality: freeText(1000).optional(),
    place: freeText(200).meta({ seal: 'sealed', widget: 'line', neededIf: ifThing }).optional(),
    seal: freeText(80).meta({ seal: 'sealed', widget: 'line', shownIf: ifThing }).optional(),
    keepUntil: day().meta({ seal: 'clear', shownIf: ifThing }).optional(),
  }),

  decide(said, { state, now, uploaded }) {
    const { kind, place, seal, keepUntil, collectedAt = now } = said
    if (collectedAt > now) return refuse('evidence.collected-in-future')
    if (said.upload && !uploaded) return refuse('evidence.no-such-upload')
    const isThing = kind === 'physical'
    if (isThing && !place) return refuse('evidence.thing-needs-place')
    if (!isThing && (place || seal || keepUntil)) return refuse('evidence.not-a-thing')
    const file = uploaded && sameBytes(state.evidence, uploaded)
    return [
      {
        type: 'EvidenceAdded',
        evidence: state.evidence.length + 1,
        kind,
        content: sealed(said.content),
        source: sealed(said.source),
        collectedAt,
        collectedBy: sealed(said.collectedBy),
        legality: sealed(said.legality),
        ...(file && { file: { ...file, name: sealed(file.name) } }),
        place: sealed(place),
        seal: sealed(seal),
        keepUntil,
      },
    ]
  },
})
