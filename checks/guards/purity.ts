import type { ESTree } from 'vite'
import { isTest, productFolders, sourceFiles } from '../files.ts'
import type { Guard } from '../guard.ts'
import { findIn, memberName } from '../source.ts'

const clocks = ['Date.now', 'performance.now', 'Temporal.Now', 'process.hrtime']
const chances = ['Math.random', 'crypto.randomUUID', 'crypto.getRandomValues']
const outsides = ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'process']

/**
 * The core neither asks the time, nor throws dice, nor touches the world: the same arguments give the same answer years later.
 * Outside it nothing is drawn by `Math.random`, whose next number can be reckoned from those before: it may end up in a mark
 * that opens something.
 */
export const purity: Guard = {
  name: 'purity',
  rules: ['clock', 'chance', 'outside', 'guessable'],
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
    const others = (await sourceFiles(root, productFolders)).filter(
      (path) => !path.startsWith('core/') && !isTest(path),
    )
    const guessable = await findIn(root, others, (report) => ({
      MemberExpression(node) {
        if (memberName(node) === 'Math.random') report('guessable', node, 'Math.random: draw bytes from node:crypto')
      },
    }))
    return { figure: `${files.length} files, ${others.length} others`, problems: [...problems, ...guessable] }
  },
}

function isNamed(node: ESTree.Expression, names: string[]) {
  return node.type === 'Identifier' && names.includes(node.name)
}
