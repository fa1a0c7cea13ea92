import type { ESTree, VisitorObject } from 'vite'
import { existing, folders, sourceFiles } from '../files.ts'
import type { Guard, Problem } from '../guard.ts'
import { type Report as FileReport, findIn, type Source } from '../source.ts'
import { parsedOutput, tool } from '../tool.ts'

type Report = {
  modules: { source: string; dependencies: { module: string }[] }[]
  summary: {
    totalDependenciesCruised: number
    violations: { from: string; to: string; rule: { name: string }; cycle?: { name: string }[] }[]
  }
}

// A variable, because TypeScript has no types for this file and need not look at it.
const configFile = '../../.dependency-cruiser.mjs'
const { forbidden }: { forbidden: { name: string; comment: string }[] } = (await import(configFile)).default

/** Who may import whom: the rules of `.dependency-cruiser.mjs`, and that the tool really saw the modules and their imports. */
export const imports: Guard = {
  name: 'imports',
  rules: [...forbidden.map(({ name }) => name), 'no-inline-import-type', 'unseen'],
  async run(root) {
    const sources = await sourceFiles(root)
    const config = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json']
    const output = await tool('depcruise', [...config, ...existing(root, folders)], root)
    const { modules, summary } = parsedOutput<Report>('dependency-cruiser', output)
    return {
      figure: `${modules.length} modules, ${summary.totalDependenciesCruised} imports`,
      problems: [...summary.violations.map(asProblem), ...(await findIn(root, sources, ownLook(modules)))],
    }
  },
}

/** A second, independent look at every import: a tool that was configured or upgraded into blindness finds nothing wrong, in silence. */
function ownLook(modules: Report['modules']) {
  const seen = new Map(modules.map(({ source, dependencies }) => [source, dependencies.map(({ module }) => module)]))
  return (report: FileReport, { path }: Source): VisitorObject => {
    const compare = (node: { start: number; source: ESTree.StringLiteral | null }) => {
      if (node.source && !seen.get(path)?.includes(node.source.value.replace(/^node:/, '')))
        report('unseen', node, unseen)
    }
    return {
      ImportDeclaration: compare,
      ExportNamedDeclaration: compare,
      ExportAllDeclaration: compare,
      TSImportType: (node) => report('no-inline-import-type', node, inline),
    }
  }
}

const unseen = 'the tool did not see this import'
const inline = 'the tool does not see an import inside a type; import it at the top with `import type`'

function asProblem({ from, to, rule: { name }, cycle }: Report['summary']['violations'][number]): Problem {
  const comment = forbidden.find((rule) => rule.name === name)?.comment ?? ''
  const road = cycle ? cycle.map((step) => step.name).join(' → ') : to
  return { rule: name, file: from, text: `→ ${road}  (${comment})` }
}
