/** A file made from other files and kept in the repository, so that a change of it shows in review. */
export type Generator = {
  /** path from the root; `.generated.` in its name keeps lint and length away from it */
  file: string
  /** the whole text the file should hold now; the same sources give the same text */
  generate(): Promise<string>
}

/** `npm run generate` writes them, and the guard `generated` fails while one is out of date. */
export const generators: Generator[] = []
