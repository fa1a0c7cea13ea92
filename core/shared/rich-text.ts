import { z } from 'zod'
import { canonical } from './canonical.ts'
import { plainText, type RichText } from './rich-lines.ts'

/**
 * Text with headings, paragraphs, lists and stress, and nothing else: no link, no picture, no markup that two programs
 * could read in two ways. It has the form in which the editor of the screens keeps a document (ProseMirror's JSON).
 */

/** So many characters a document may have, and its written form with all that stands around them. */
const mostCharacters = 40_000
export const richTextSize = 400_000

const run = z.strictObject({
  type: z.literal('text'),
  text: z
    .string()
    .min(1)
    .max(mostCharacters)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the point
    .regex(/^[^\u0000-\u0008\u000a-\u001f\u007f]*$/)
    .meta({ seal: 'sealed' }),
  marks: z
    .array(z.strictObject({ type: z.literal('strong') }))
    .length(1)
    .optional(),
})
const runs = z.array(run).min(1).max(2000).optional()
const paragraph = z.strictObject({ type: z.literal('paragraph'), content: runs })
const item = z.strictObject({ type: z.literal('item'), content: z.array(paragraph).length(1) })
const items = z.array(item).min(1).max(500)

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('heading'), content: runs }),
  paragraph,
  z.strictObject({ type: z.literal('bullets'), content: items }),
  z.strictObject({ type: z.literal('numbers'), content: items }),
])

/** A document with something in it. */
export const richText = () =>
  z
    .strictObject({ type: z.literal('doc'), content: z.array(block).min(1).max(2000) })
    .refine((doc) => {
      const length = plainText(doc).trim().length
      return length > 0 && length <= mostCharacters && canonical(doc).length <= richTextSize
    })
    .meta({ widget: 'hidden' })

/** The one way in which a document is written down, sealed and signed. */
export function writtenText(doc: RichText): string {
  return canonical(doc)
}

/** @returns undefined where the text is none that `writtenText` gave */
export function readText(written: string): RichText | undefined {
  try {
    return richText().safeParse(JSON.parse(written)).data
  } catch {
    return undefined
  }
}
