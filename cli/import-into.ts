import type { House } from '../server/house.ts'
import type { RowProblem } from '../server/import/fields.ts'
import { type ImportWish, importFile, type Listener } from '../server/import/import-file.ts'
import { outcomeOf } from '../server/import/outcome.ts'
import { type ProblemSheet, problemSheet } from '../server/import/problem-sheet.ts'
import { ensureOrganisation } from '../server/organisation/ensure-organisation.ts'
import { explained } from './failure.ts'
import { progress } from './progress.ts'
import { stopOnSignal } from './stopping.ts'
import { toldImport } from './told-import.ts'
import type { Say } from './words.ts'

type Output = { readonly sheet: string; readonly json: boolean }

/**
 * Imports a file and tells what became of it. Where nobody set the house up yet an organisation is founded without people:
 * the first visit still leads through the set-up.
 *
 * @returns whether every row was taken, or was there already
 */
export async function importInto(
  house: House,
  say: Say,
  wish: ImportWish,
  { sheet: path, json }: Output,
): Promise<boolean> {
  const started = performance.now()
  const { stop, forget } = stopOnSignal(say)
  const bar = progress(say, 'import.bar', !json)
  const columns = ['row', 'field', 'value', 'reason'].map((name) => say(`import.sheet-${name}`))
  const sheet = problemSheet(path, { name: say('import.sheet-name'), columns })
  const listener: Listener = { stop, progress: bar.show, problem: (problem) => note(sheet, say, problem) }
  try {
    await ensureOrganisation(house, { packs: foundingPacks(house, wish.packs) })
    const done = await importFile(house, wish, listener)
    bar.end()
    const listed = (await sheet.end()) ? path : undefined
    const seconds = Math.round((performance.now() - started) / 100) / 10
    const outcome = await outcomeOf(house, wish, done, seconds)
    if (json) console.log(JSON.stringify(outcome))
    else
      console.log(
        toldImport(house, say, outcome, { unused: done.unused, stopped: stop.aborted, sheet: listed }).join('\n'),
      )
    return done.errors === 0 && done.changed === 0 && !stop.aborted
  } catch (error) {
    bar.end()
    await sheet.end()
    if (json)
      console.log(JSON.stringify({ file: wish.file, source: wish.source, error: explained(error, say)?.join(' ') }))
    throw error
  } finally {
    forget()
  }
}

/** What is not there is said by the import itself; a house in which nothing is set up adopts what is imported under. */
function foundingPacks({ policies }: House, wished: readonly string[]): string[] {
  const known = wished.filter((pack) => policies.current.has(pack))
  return known.length > 0 ? known : [...policies.current.keys()].slice(0, 1)
}

function note(sheet: ProblemSheet, say: Say, problem: Parameters<Listener['problem']>[0]): void {
  if ('refusal' in problem) {
    const { code, params } = problem.refusal
    sheet.add(problem.row, [say('field.id'), problem.id, say(code, params)])
    return
  }
  const { row, field, value, code, params }: RowProblem = problem
  sheet.add(row, [field ? say(`field.${field}`) : '', value, say(code, params)])
}
