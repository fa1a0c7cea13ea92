import { wecomAsMail } from '../channels/wecom-message.ts'
import type { House } from '../house.ts'
import type { Looked } from '../mail/reader.ts'

/** What a stored message says, by the door that it came in at. Its bytes are handed over. */
export async function lookAt({ mailReader }: House, door: string, raw: Buffer): Promise<Looked> {
  return door === 'wecom' ? { mail: wecomAsMail(raw) } : mailReader.read(raw)
}
