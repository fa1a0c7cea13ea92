import { join } from 'node:path'
import { sourceFiles } from '../files.ts'
import type { Guard, Problem } from '../guard.ts'
import { parsedOutput, tool } from '../tool.ts'

type Report = { processed: number; problems: Problem[] }

/** knip: files, exports, types and dependencies that nothing uses, and packages used without being listed. */
export const unused: Guard = {
  name: 'unused',
  rules: [
    'files',
    'exports',
    'types',
    'dependencies',
    'devDependencies',
    'unlisted',
    'unresolved',
    'duplicates',
    'unseen',
  ],
  async run(root) {
    const reporter = join(import.meta.dirname, '../knip-reporter.ts')
    const output = await tool(
      'knip',
      ['--no-progress', '--no-config-hints', '--directory', root, '--reporter', reporter],
      root,
    )
    const { processed, problems } = parsedOutput<Report>('knip', output)
    const sources = (await sourceFiles(root)).length
    if (processed < sources) problems.push(unseen(processed, sources))
    return { figure: `${processed} files`, problems }
  },
}

function unseen(seen: number, sources: number): Problem {
  return { rule: 'unseen', file: 'knip.json', text: `looks at ${seen} files, and there are ${sources} sources` }
}
