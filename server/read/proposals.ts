import { randomUUIDv7 } from 'node:crypto'
import type { Proposals } from '../../api/understanding.ts'
import { strongestFragments } from '../../core/understanding/explain-class.ts'
import { normalUnits } from '../../core/understanding/normalise.ts'
import { maskSensitive } from '../../core/understanding/sensitive.ts'
import { readAll } from '../db/transaction.ts'
import { foldCase } from '../fold-case.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, selectBoxes, selectFacts } from '../trail/read.ts'
import { subjectOf } from '../understanding/confirmed.ts'
import { classedLetters } from '../understanding/letters.ts'
import { type InForce, modelsFor } from '../understanding/models.ts'
import { complaintText } from '../understanding/read-examples.ts'
import { toldIn } from '../understanding/told-texts.ts'

type Axis = Proposals['regimes'][number]['axes'][number]

/** Values proposed for an axis, and pieces of text shown as their reason, at most. */
const most = { values: 3, because: 4 }

/**
 * What the models in force propose for a case; undefined where the reader may not see it. An axis without a model has no
 * proposal. The reading is written down.
 */
export async function readProposals(house: House, person: string, id: string): Promise<Proposals | undefined> {
  const log = {
    name: 'read-proposals',
    text: `insert into read_log (id, at, person_id, what, case_ids) select $1, $2, $3, 'proposals', array[c.id] from case_row c where c.id = $4`,
    values: [randomUUIDv7(), house.now(), person, id],
  }
  const statements = [selectFacts(id), selectBoxes(id), log]
  const [facts, boxes] = await readAll<[ToldFact, LockedBox, object]>(house.pool, { person }, statements)
  const [first] = facts
  if (first?.stream !== 'case') return undefined
  const { regimes } = foldCase(facts)
  const { title, content } = toldIn(first, openBoxes(boxes, house.ring))
  const units = normalUnits(complaintText(title, content), await classedLetters())
  const proposed = regimes.map(async ({ pack, hash }) => {
    const axes = Object.entries((await house.policies.pack(hash)).content.taxonomy.axes)
    const models = await modelsFor(
      house,
      axes.map(([axis]) => subjectOf(pack, axis)),
    )
    const told = axes.flatMap(([axis, { values }]) => {
      const model = models.find(({ subject }) => subject === subjectOf(pack, axis))
      return model ? proposedFor(axis, model, units, new Set(Object.keys(values))) : []
    })
    return { regime: pack, axes: told }
  })
  return { regimes: await Promise.all(proposed) }
}

/** The likeliest values that the pack still has, and why. */
function proposedFor(
  axis: string,
  { model, classifier, texts }: InForce,
  units: Uint16Array,
  known: ReadonlySet<string>,
): Axis[] {
  const guesses = classifier.guesses(units).filter(({ label }) => known.has(label))
  const [first] = guesses
  // Of words that were erased nothing is said.
  if (!first || units.length === 0) return []
  const values = guesses.slice(0, most.values).map(({ label, confidence }) => ({ value: label, confidence }))
  const because = strongestFragments(model, units, first.label, most.because).map(({ text }) => maskSensitive(text))
  return [{ axis, values, because, texts }]
}
