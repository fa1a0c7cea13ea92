import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export type ReadPdf = {
  readonly pages: number
  /** All that is printed, without white space: lines and cells end where they end. */
  readonly text: string
  /** What a reader could click on, or a program could run. */
  readonly active: number
}

/** What a PDF says, read by another library than the one that wrote it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false })
  const pdf = await task.promise
  let [text, active] = ['', 0]
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    text += items.map((item) => ('str' in item ? item.str : '')).join('')
    active += (await page.getAnnotations()).filter(({ url, unsafeUrl }) => url || unsafeUrl).length
  }
  active += Object.keys((await pdf.getAttachments()) ?? {}).length + Number((await pdf.getJSActions()) !== null)
  const { numPages: pages } = pdf
  await task.destroy()
  return { pages, text: bare(text), active }
}

/** A text without its white space. */
export function bare(text: string): string {
  return text.replaceAll(/\s/g, '')
}
