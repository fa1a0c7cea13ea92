import { dirname, join } from 'node:path'

/** Folder of the program: rules, words, pages. */
export const projectRoot = dirname(import.meta.dirname)

/** The packs of the program, a folder each. */
export const packFolder = join(projectRoot, 'policy-packs')
