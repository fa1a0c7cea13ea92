import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadCalendars } from '../../server/policy/load-calendars.ts'
import { readPacks } from '../../server/policy/load-packs.ts'
import type { Guard, Problem } from '../guard.ts'

const folder = 'policy-packs'

/** Every pack loads: no unknown key, no missing unit or source, no condition that cannot be read; and every calendar year. */
export const packs: Guard = {
  name: 'packs',
  rules: ['refused'],
  async run(root) {
    const calendars = join(root, 'calendars', 'cn')
    const years = existsSync(calendars) ? await loadCalendars(calendars) : []
    if (!existsSync(join(root, folder))) return { figure: 'no packs', problems: [] }
    const { packs: read, problems } = await readPacks(join(root, folder))
    const duties = read.reduce((sum, pack) => sum + Object.keys(pack.content.obligations).length, 0)
    return {
      figure: `${read.length} packs with ${duties} duties, ${years.length} calendar years`,
      problems: problems.map(inTree(root)),
    }
  },
}

type Refused = { file: string; line?: number | undefined; text: string }

function inTree(root: string): (refused: Refused) => Problem {
  return ({ file, line, text }) => ({ rule: 'refused', file: file.replace(`${root}/`, ''), line, text })
}
