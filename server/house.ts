import type { KeyRing } from './crypto/key-ring.ts'
import type { Pool } from './db/pool.ts'
import type { Directory } from './directory.ts'
import type { Printer } from './documents/printer.ts'
import type { Live } from './live.ts'
import type { Mailer } from './mail/mailer.ts'
import type { MailReader } from './mail/reader.ts'
import type { NumberBlocks } from './numbers.ts'
import type { Policies } from './policies.ts'
import type { LogWatch } from './trail/log/watch.ts'
import type { Vault } from './vault/vault.ts'
import type { Reachable } from './webhooks/addresses.ts'

export type Auditor = { readonly address: string; readonly mailer: Mailer }

/** The house's own address for complaints, what sends mails in its name, and who looks at senders before a mail comes in. */
export type MailDesk = {
  readonly address: string
  readonly mailer?: Mailer | undefined
  /** The name under which the mail server of the house writes what it found of a sender. */
  readonly checkedBy?: string | undefined
}

/** All that the shell works with, made once by `server/app.ts` and handed on; nothing else is global. */
export type House = {
  readonly pool: Pool
  readonly ring: KeyRing
  readonly policies: Policies
  readonly directory: Directory
  readonly numbers: NumberBlocks
  readonly live: Live
  /** Directories outside the database that checkpoints of the log are brought to. */
  readonly checkpoints: readonly string[]
  readonly logWatch: LogWatch
  /** Whom checkpoints are sent to as well, and by what. */
  readonly auditor?: Auditor | undefined
  readonly printer: Printer
  readonly mailReader: MailReader
  /** Absent where the house has no address of its own. */
  readonly mail?: MailDesk | undefined
  readonly vault: Vault
  /** Networks of the own house that messages to other systems may be sent to. */
  readonly inside: Reachable
  /** The moment, ISO with milliseconds; injected so that tests can move it. */
  readonly now: () => string
}
