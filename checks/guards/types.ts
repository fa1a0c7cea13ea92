import { relative } from 'node:path'
import { folders, sourceFiles } from '../files.ts'
import type { Guard, Problem } from '../guard.ts'
import { tool } from '../tool.ts'

/** TypeScript's own judgement, and that it was asked about every source. */
export const types: Guard = {
  name: 'types',
  rules: ['TS2322', 'TS2532', 'TS1294', 'unseen'],
  async run(root) {
    const { stdout } = await tool('tsc', ['--noEmit', '--pretty', 'false', '--listFiles', '--project', root], root)
    const seen = new Set(stdout.split('\n').map((line) => relative(root, line)))
    const sources = await sourceFiles(root, folders, ['ts', 'tsx'])
    const unseen = sources.filter((file) => !seen.has(file))
    return {
      figure: `${sources.length - unseen.length} files`,
      problems: [...errorsIn(stdout), ...unseen.map(unseenProblem)],
    }
  },
}

function errorsIn(output: string): Problem[] {
  const located = output.matchAll(/^(.+)\((\d+),\d+\): error (TS\d+): (.*)$/gm)
  const general = output.matchAll(/^error (TS\d+): (.*)$/gm)
  return [
    ...[...located].map(([, file = '', line, rule = '', text = '']) => ({ rule, file, line: Number(line), text })),
    ...[...general].map(([, rule = '', text = '']) => ({ rule, file: 'tsconfig.json', text })),
  ]
}

function unseenProblem(file: string): Problem {
  return { rule: 'unseen', file, text: 'tsconfig.json leaves this file out' }
}
