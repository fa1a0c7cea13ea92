/** A stretch of text that looks alike; `marks` where it is stressed. */
export type Run = { type: 'text'; text: string; marks?: { type: 'strong' }[] | undefined }
type Paragraph = { type: 'paragraph'; content?: Run[] | undefined }
type Item = { type: 'item'; content: Paragraph[] }
export type Block =
  | Paragraph
  | { type: 'heading'; content?: Run[] | undefined }
  | { type: 'bullets'; content: Item[] }
  | { type: 'numbers'; content: Item[] }
/** A document as `richText` takes it. */
export type RichText = { type: 'doc'; content: Block[] }

/** The text of each heading, in order. */
export function headingsOf({ content }: RichText): string[] {
  return content.flatMap((one) => (one.type === 'heading' ? [plain(one.content).trim()] : []))
}

/** A document without its stress, a line for each heading, paragraph and item. */
export function plainText({ content }: RichText): string {
  return content.flatMap((one) => linesOf(one).map(plain)).join('\n')
}

/** What stands on each line of a block. */
export function linesOf(one: Block): (readonly Run[])[] {
  if (one.type === 'heading' || one.type === 'paragraph') return [one.content ?? []]
  return one.content.map(({ content: [inner] }) => inner?.content ?? [])
}

function plain(line: readonly Run[] = []): string {
  return line.map((one) => one.text).join('')
}
