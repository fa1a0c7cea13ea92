import { z } from 'zod'
import { command } from '../case/command.ts'
import { sameBytes } from '../case/evidence.ts'
import { ofComplainants } from '../case/may-run.ts'
import { theComplainant } from '../case/parties.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

/** A complainant offers so many files of a case at most; what is more comes by another way. */
export const mostOffered = 30
/** What is not told by its contents may be anything: the office asks for it where it needs it. */
const untold = 'application/octet-stream'
const own = `party:${theComplainant}` as const

export const offerFile = command({
  name: 'offer-file',
  summary:
    'Add a picture or another file to the own complaint; it stands in the list of evidence as offered by the complainant.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: ofComplainants,
  portal: true,
  input: z.strictObject({
    /** A file that was uploaded for this case. */
    upload: id(),
    /** What it shows, in the words of the complainant. */
    text: freeText(500).optional(),
  }),

  decide({ text }, { state, now, uploaded }) {
    if (!uploaded) return refuse('evidence.no-such-upload')
    if (uploaded.type === untold) return refuse('evidence.type-not-taken')
    if (state.evidence.filter(({ offered }) => offered).length >= mostOffered)
      return refuse('evidence.too-many-offered', { most: mostOffered })
    const file = sameBytes(state.evidence, uploaded)
    // Sent once more after an answer that did not arrive.
    if (file.id !== uploaded.id) return []
    return [
      {
        type: 'EvidenceAdded',
        evidence: state.evidence.length + 1,
        kind: 'electronic',
        content: sealed(text ?? uploaded.name, own),
        source: sealed('投诉人', own),
        offeredBy: theComplainant,
        collectedAt: now,
        file: { ...file, name: sealed(file.name, own) },
      },
    ]
  },
})
