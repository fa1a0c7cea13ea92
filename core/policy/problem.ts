import type { Words } from '../shared/words.ts'

/** Where in a pack: the first part is the file. */
export type Path = readonly (string | number)[]

/** What is wrong with a pack, and where. */
export type PackProblem = { readonly path: Path; readonly text: Words }
