import { dirname } from 'node:path'

/** Folder of the program: rules, words, pages. */
export const projectRoot = dirname(import.meta.dirname)
