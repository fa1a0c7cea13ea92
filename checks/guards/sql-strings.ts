import type { ESTree, VisitorObject } from 'vite'
import { isTest, reasons, sourceFiles } from '../files.ts'
import type { Guard, Problem } from '../guard.ts'
import { findIn, type Report } from '../source.ts'

const list = 'checks/reviewed-sql.json'
const advice = 'SQL put together from pieces; use $1, $2, … or the query builder'
const sql =
  /^(\s|--.*\n)*(select\s[\s\S]*\bfrom\b|insert\s+into\b|update\s+\S+\s+set\b|delete\s+from\b|with\s+\S+\s+as\b|set\s+(local|role|session)\b|(create|alter|drop)\s+(or\s+replace\s+)?(table|role|user|database|schema|index|view|function|policy|trigger)\b|grant\s|revoke\s|truncate\s)/i

/**
 * SQL takes values as parameters. Text put together by hand is an injection waiting for its day; a file that must do it (the name of a role
 * cannot be a parameter) is listed with its reason in `checks/reviewed-sql.json`.
 */
export const sqlStrings: Guard = {
  name: 'sql-strings',
  rules: ['built-sql', 'stale-review'],
  async run(root) {
    const files = (await sourceFiles(root, ['server', 'cli'])).filter((path) => !isTest(path))
    const found = await findIn(root, files, builtSql)
    const reviewed = await reasons(root, list)
    const stale = Object.keys(reviewed).filter((file) => !found.some((problem) => problem.file === file))
    return {
      figure: `${files.length} files, ${Object.keys(reviewed).length} reviewed`,
      problems: [...found.filter(({ file }) => !(file in reviewed)), ...stale.map(staleProblem)],
    }
  },
}

function builtSql(report: Report): VisitorObject {
  const settled = new WeakSet<ESTree.Node>()
  const reportOnce = (node: ESTree.Node) => {
    if (!settled.has(node)) report('built-sql', node, advice)
    settled.add(node)
  }
  return {
    // The query builder's own tag makes parameters of what is put in; parents come before children in this walk.
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.type === 'Identifier' && tag.name === 'sql') settled.add(quasi)
    },
    CallExpression({ callee, arguments: [first] }) {
      if (first && takesSql(callee) && isBuilt(first)) reportOnce(first)
    },
    TemplateLiteral(node) {
      const text = node.quasis.map(({ value }) => value.raw).join('?')
      if (node.expressions.length > 0 && sql.test(text)) reportOnce(node)
    },
  }
}

/** `client.query(…)`, and the query builder's `sql.raw(…)`. */
function takesSql(callee: ESTree.Expression) {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  return (
    callee.property.name === 'query' ||
    (callee.property.name === 'raw' && callee.object.type === 'Identifier' && callee.object.name === 'sql')
  )
}

/** A template with holes, a `+`, or an object `{ text: … }` holding one of them. */
function isBuilt(node: ESTree.Node): boolean {
  if (node.type === 'TemplateLiteral') return node.expressions.length > 0
  if (node.type === 'BinaryExpression') return node.operator === '+'
  if (node.type !== 'ObjectExpression') return false
  return node.properties.some(
    (each) =>
      each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === 'text' && isBuilt(each.value),
  )
}

function staleProblem(file: string): Problem {
  return { rule: 'stale-review', file: list, text: `${file} builds no SQL any more; take it off the list` }
}
