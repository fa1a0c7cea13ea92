/** Where a text may be broken into lines (UAX 14). */
declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string)
    /** The next place, as an index into the text; null behind the last. */
    nextBreak(): { readonly position: number; readonly required?: boolean } | null
  }
}
