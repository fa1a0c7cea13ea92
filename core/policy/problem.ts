/** What is wrong with a pack, and where: the first part of the path is the file. */
export type PackProblem = { readonly path: readonly (string | number)[]; readonly text: string }
