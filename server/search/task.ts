import type { PlainRing } from '../crypto/key-ring.ts'

/** What the thread of the index knows. It stays within the process: the keys lie in its memory. */
export type IndexTask = { readonly appUrl: string; readonly keys: PlainRing }

/** What it says: why something could not be taken in, without a word of what it was. */
export type IndexFault = { readonly fault: string; readonly code: string | undefined }
