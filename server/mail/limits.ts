/** What one mail may be made of. Beyond it a person looks at it: such mails are made to hurt whoever reads them. */
export const limits = {
  /** Bytes of the whole message; base64 makes a file of 50 MB one of 68 MB. */
  bytes: 72 * 2 ** 20,
  /** Bytes of the headers of the message, or of one part. */
  headers: 256 * 1024,
  parts: 1000,
  /** Parts within parts. */
  depth: 40,
  recipients: 1000,
  /** Bytes of all that is read as text; attachments do not count. */
  text: 8 * 2 ** 20,
  /** Tags of a page of HTML, and tags within tags. */
  tags: 50_000,
  tagDepth: 800,
  /** Milliseconds that reading may take, and MiB of memory of the thread that reads. */
  time: 5000,
  memory: 128,
} as const

/** Why a mail was set aside. */
export const reasons = [
  'too-large',
  'headers-too-large',
  'too-many-parts',
  'too-deep',
  'too-many-recipients',
  'text-too-long',
  'html-too-complex',
  'too-slow',
  'too-much-memory',
  'unreadable',
  'no-sender',
  'sender-not-ascii',
  'empty',
] as const

export type Reason = (typeof reasons)[number]

/** Thrown by whatever reads a part of a mail and meets more than it may. */
export class TooMuch extends Error {
  readonly reason: Reason
  constructor(reason: Reason) {
    super(reason)
    this.reason = reason
  }
}
