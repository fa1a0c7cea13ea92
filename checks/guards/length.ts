import type { ESTree, VisitorObject } from 'vite'
import { Visitor } from 'vite'
import { isTest, reasons, sourceFiles } from '../files.ts'
import type { Guard, Problem } from '../guard.ts'
import { lineAt, readSource, type Source } from '../source.ts'

const list = 'checks/long-files.json'
const limit = 300

/** A file over 300 lines is usually two things; one that is not is listed with its reason. The medians are told, not judged. */
export const length: Guard = {
  name: 'length',
  rules: ['too-long', 'stale-reason'],
  async run(root) {
    const sources = await Promise.all((await sourceFiles(root)).map((path) => readSource(root, path)))
    const allowed = await reasons(root, list)
    const long = sources.filter((source) => linesOf(source) > limit)
    const product = sources.filter(({ path }) => !isTest(path))
    return {
      figure: `${sources.length} files, median file ${median(product.map(linesOf))} lines, median function ${median(product.flatMap(functionLengths))}`,
      problems: [
        ...long.filter(({ path }) => !(path in allowed)).map(tooLong),
        ...Object.keys(allowed)
          .filter((path) => !long.some((source) => source.path === path))
          .map(staleReason),
      ],
    }
  },
}

function linesOf({ text }: Source) {
  return text.trimEnd().split('\n').length
}

/** Lines of each function that has a name: declared, assigned to a variable, or a method. Callbacks are part of the function around them. */
function functionLengths({ text, program }: Source) {
  const lengths: number[] = []
  const measure = (node: ESTree.Node | null | undefined) => {
    if (
      node?.type === 'FunctionDeclaration' ||
      node?.type === 'FunctionExpression' ||
      node?.type === 'ArrowFunctionExpression'
    )
      lengths.push(lineAt(text, node.end) - lineAt(text, node.start) + 1)
  }
  const visitor: VisitorObject = {
    FunctionDeclaration: measure,
    VariableDeclarator: ({ init }) => measure(init),
    Property: ({ value }) => measure(value),
    MethodDefinition: ({ value }) => measure(value),
  }
  new Visitor(visitor).visit(program)
  return lengths
}

/** The middle value, the lower of two; 0 of none. */
function median(values: number[]) {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0
}

function tooLong(source: Source): Problem {
  const text = `${linesOf(source)} lines, over ${limit}: make it two things, or give a reason in ${list}`
  return { rule: 'too-long', file: source.path, text }
}

function staleReason(path: string): Problem {
  return { rule: 'stale-reason', file: list, text: `${path} is not over ${limit} lines; take it off the list` }
}
