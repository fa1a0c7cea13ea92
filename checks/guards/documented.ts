import type { ESTree } from 'vite'
import { isTest, sourceFiles } from '../files.ts'
import type { Guard } from '../guard.ts'
import { findIn, type Source } from '../source.ts'

/** Where a public function without a doc is an error; elsewhere in core and server it is counted. */
const strict = /^core\/(calendar|obligations|policy)\/|^server\/[^/]+$/

/** A public function says its units, ranges, errors and source: the caller cannot see them in its types. */
export const documented: Guard = {
  name: 'documented',
  rules: ['undocumented'],
  async run(root) {
    const files = (await sourceFiles(root, ['core', 'server'], ['ts'])).filter((path) => !isTest(path))
    let functions = 0
    const bare = await findIn(root, files, (report, source) => ({
      ExportNamedDeclaration(node) {
        const name = functionName(node.declaration)
        if (!name) return
        functions++
        if (!hasDoc(source, node)) report('undocumented', node, `${name} has no JSDoc`)
      },
    }))
    return {
      figure: `${functions - bare.length} of ${functions} public functions`,
      problems: bare.filter(({ file }) => strict.test(file)),
    }
  },
}

function functionName(declaration: ESTree.Declaration | null) {
  if (declaration?.type === 'FunctionDeclaration') return declaration.id?.name
  if (declaration?.type !== 'VariableDeclaration') return undefined
  const [first] = declaration.declarations
  const isFunction = first?.init?.type === 'ArrowFunctionExpression' || first?.init?.type === 'FunctionExpression'
  return isFunction && first.id.type === 'Identifier' ? first.id.name : undefined
}

function hasDoc({ text, comments }: Source, node: ESTree.Node) {
  const last = comments.findLast(({ end }) => end <= node.start)
  return last?.type === 'Block' && last.value.startsWith('*') && text.slice(last.end, node.start).trim() === ''
}
