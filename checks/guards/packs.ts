import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { YearFile } from '../../core/calendar/calendar-shape.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import { loadCalendars } from '../../server/policy/load-calendars.ts'
import { readPacks } from '../../server/policy/load-packs.ts'
import { type PolicyProblem, PolicyProblems } from '../../server/policy/policy-problems.ts'
import { type Tested, testPack } from '../../server/policy/test-pack.ts'
import type { Guard, Problem } from '../guard.ts'

const folder = 'policy-packs'

/**
 * Every pack loads: no unknown key, no missing unit or source, no condition that cannot be read; and every calendar year.
 * Every golden case comes out as it says.
 */
export const packs: Guard = {
  name: 'packs',
  rules: ['refused', 'otherwise'],
  async run(root) {
    const calendars = join(root, 'calendars', 'cn')
    const years = existsSync(calendars) ? await loadCalendars(calendars) : []
    if (!existsSync(join(root, folder))) return { figure: 'no packs', problems: [] }
    const { packs: read, problems } = await readPacks(join(root, folder))
    const duties = read.reduce((sum, pack) => sum + Object.keys(pack.content.obligations).length, 0)
    const tested = await Promise.all(read.map((pack) => tryExamples(root, pack, years)))
    const examples = tested.reduce((sum, one) => sum + one.examples, 0)
    return {
      figure: `${read.length} packs with ${duties} duties, ${examples} examples, ${years.length} calendar years`,
      problems: [...problems.map(inTree(root)), ...tested.flatMap((one) => one.problems)],
    }
  },
}

/** The golden cases of a pack; those that cannot be read are problems too. */
async function tryExamples(root: string, pack: PackInForce, years: readonly YearFile[]) {
  try {
    const { examples, failed } = await testPack(pack, join(root, folder, pack.id), join(folder, pack.id), years)
    return { examples, problems: failed.map(cameOutOtherwise) }
  } catch (error) {
    if (!(error instanceof PolicyProblems)) throw error
    return { examples: 0, problems: error.problems.map(inTree(root)) }
  }
}

function cameOutOtherwise({ file, name, step, what, expected, found }: Tested['failed'][number]): Problem {
  return {
    rule: 'otherwise',
    file,
    text: `${name.en}, step ${step + 1}, ${what.en}: expected ${expected}, found ${found}`,
  }
}

function inTree(root: string): (refused: PolicyProblem) => Problem {
  return ({ file, line, text }) => ({ rule: 'refused', file: file.replace(`${root}/`, ''), line, text: text.en })
}
