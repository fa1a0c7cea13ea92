import type { ESTree } from 'vite'
import { isTest, sourceFiles } from '../files.ts'
import type { Guard } from '../guard.ts'
import { findIn, memberName } from '../source.ts'

const clocks = ['Date.now', 'performance.now', 'Temporal.Now', 'process.hrtime']
const chances = ['Math.random', 'crypto.randomUUID', 'crypto.getRandomValues']
const outsides = ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'process']

/** The core neither asks the time, nor throws dice, nor touches the world: the same arguments give the same answer years later. */
export const purity: Guard = {
  name: 'purity',
  rules: ['clock', 'chance', 'outside'],
  async run(root) {
    const files = (await sourceFiles(root, ['core'])).filter((path) => !isTest(path))
    const problems = await findIn(root, files, (report) => ({
      MemberExpression(node) {
        const name = memberName(node) ?? ''
        if (clocks.includes(name)) report('clock', node, `${name}: the moment is handed in`)
        if (chances.includes(name)) report('chance', node, `${name}: what chance decides is handed in`)
        if (name.startsWith('process.')) report('outside', node, `${name}: the core touches nothing outside`)
      },
      NewExpression(node) {
        if (isNamed(node.callee, ['Date']) && node.arguments.length === 0)
          report('clock', node, 'new Date(): the moment is handed in')
      },
      CallExpression(node) {
        if (isNamed(node.callee, ['Date'])) report('clock', node, 'Date(): the moment is handed in')
        if (isNamed(node.callee, outsides)) report('outside', node, 'the core touches nothing outside')
      },
    }))
    return { figure: `${files.length} files`, problems }
  },
}

function isNamed(node: ESTree.Expression, names: string[]) {
  return node.type === 'Identifier' && names.includes(node.name)
}
