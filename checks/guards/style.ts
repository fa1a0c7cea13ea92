import { glob } from 'node:fs/promises'
import { folders, sourceFiles } from '../files.ts'
import type { Guard, Problem } from '../guard.ts'
import { parsedOutput, tool } from '../tool.ts'

type Report = {
  summary: { changed: number; unchanged: number }
  diagnostics: {
    category: string
    message: string
    severity: string
    location?: { path?: string; start?: { line: number } }
  }[]
}

/** Biome: lint, format, order of imports; a warning counts as an error. */
export const style: Guard = {
  name: 'style',
  rules: [
    'format',
    'organizeImports',
    'noExplicitAny',
    'noConsole',
    'noUnusedImports',
    'noUnusedVariables',
    'noParameterAssign',
    'noBarrelFile',
    'useImportType',
    'useImportExtensions',
    'noFloatingPromises',
    'unseen',
  ],
  async run(root) {
    const output = await tool('biome', ['ci', '--reporter=json', '--max-diagnostics=none', '--colors=off', '.'], root)
    const { summary, diagnostics } = parsedOutput<Report>('biome', output)
    const problems = diagnostics.filter(({ severity }) => severity !== 'information').map(asProblem)
    const seen = summary.unchanged + summary.changed
    const there = await filesOfBiome(root)
    if (seen < there) problems.push(unseen(seen, there))
    return { figure: `${seen} files`, problems }
  },
}

async function filesOfBiome(root: string) {
  const inFolders = await sourceFiles(root, folders, ['ts', 'tsx', 'mjs', 'js', 'json', 'css'])
  const atRoot = await Array.fromAsync(glob('*.{ts,json}', { cwd: root, exclude: ['package-lock.json'] }))
  return inFolders.length + atRoot.length
}

function asProblem({ category, message, location }: Report['diagnostics'][number]): Problem {
  const rule = category.split('/').at(-1) ?? category
  return { rule, file: location?.path ?? 'biome.json', line: location?.start?.line, text: message }
}

function unseen(seen: number, there: number): Problem {
  return { rule: 'unseen', file: 'biome.json', text: `looks at ${seen} files, and there are ${there}` }
}
