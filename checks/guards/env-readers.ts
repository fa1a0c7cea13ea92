import { isTest, productFolders, sourceFiles } from '../files.ts'
import type { Guard } from '../guard.ts'
import { findIn, memberName } from '../source.ts'

const reader = 'server/config.ts'
const advice = `only ${reader} reads the environment; take the value from its config`

/** The environment is read in one place, checked there, and handed on as plain values. */
export const envReaders: Guard = {
  name: 'env-readers',
  rules: ['env-read'],
  async run(root) {
    const files = (await sourceFiles(root, productFolders)).filter((path) => path !== reader && !isTest(path))
    const problems = await findIn(root, files, (report) => ({
      MemberExpression(node) {
        if (memberName(node) === 'process.env') report('env-read', node, advice)
      },
      VariableDeclarator({ id, init }) {
        const fromProcess = init?.type === 'Identifier' && init.name === 'process'
        if (fromProcess && id.type === 'ObjectPattern') report('env-read', id, advice)
      },
      ImportSpecifier(node) {
        if (node.imported.type === 'Identifier' && node.imported.name === 'env') report('env-read', node, advice)
      },
    }))
    return { figure: `${files.length} files`, problems }
  },
}
