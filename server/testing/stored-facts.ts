import type { Statement } from '../db/pool.ts'
import { storedColumns } from '../trail/verify/pages.ts'

/** The facts of a stream in order, with all that their hashes are taken over: `StoredFact`. */
export function selectStored(streamId: string): Statement {
  return { text: `select ${storedColumns} from fact where stream_id = $1 order by version`, values: [streamId] }
}
