import { type Cell, ImportRefused } from '../import/fields.ts'
import { openFile } from '../import/open-file.ts'
import { isEmpty } from '../import/table.ts'

/** A complaint with the class that a person gave it; without a title that is empty. */
export type LabelledText = { readonly title: string; readonly content: string; readonly label: string }
/** A line of a file that nothing can be learned from: the code of the sentence that says why. */
export type BadLine = {
  readonly line: number
  readonly code: string
  readonly params?: Readonly<Record<string, unknown>>
}

/**
 * Reads texts with their classes: JSONL, CSV or Excel, packed or not, with `text` and `label`, and `subject` where there is
 * one.
 *
 * @throws ImportRefused where the file cannot be read, has no such columns, or holds no such text
 */
export async function readExamples(path: string): Promise<{ examples: LabelledText[]; bad: BadLine[] }> {
  const { columns, rows } = await openFile(path)
  const missing = ['text', 'label'].filter((column) => !columns.includes(column))
  if (missing.length > 0) throw new ImportRefused('import.columns-lacking', { found: columns, lacking: missing })
  const [examples, bad]: [LabelledText[], BadLine[]] = [[], []]
  for await (const row of rows) {
    if ('unreadable' in row)
      bad.push({ line: row.number, code: row.unreadable, ...(row.params && { params: row.params }) })
    else if (!isText(row.cells.text) || !isText(row.cells.label))
      bad.push({ line: row.number, code: 'import.no-example' })
    else examples.push(exampleOf(row.cells))
  }
  if (examples.length === 0) throw new ImportRefused('import.no-examples', { file: path })
  return { examples, bad }
}

function isText(value: Cell): boolean {
  return (typeof value === 'string' || typeof value === 'number') && !isEmpty(value)
}

function exampleOf({ text, label, subject }: Readonly<Record<string, Cell>>): LabelledText {
  return { title: isText(subject) ? String(subject) : '', content: String(text), label: String(label).trim() }
}
