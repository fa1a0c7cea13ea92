/** All that can be found. */
export const whats = [
  'changed',
  'missing',
  'tail-missing',
  'inserted',
  'reordered',
  'rewritten',
  'backdated',
  'stream-missing',
  'log-damaged',
  'log-changed',
  'kind-wrong',
  'box-differs',
  'box-closed',
  'box-missing',
  'box-loose',
  'row-differs',
  'row-missing',
  'row-loose',
  'file-missing',
  'file-size',
  'file-closed',
  'file-differs',
  'file-loose',
  'unreadable',
] as const
export type What = (typeof whats)[number]

/** One thing in a stream that is not as it was written. Without a version it concerns the stream as a whole. */
export type Fault = {
  readonly version?: number
  readonly what: What
  readonly detail?: Readonly<Record<string, string | number>>
}

/** A fault with the stream that it was found in; `name` is a case's number, as far as anything still says it. */
export type Finding = Fault & { readonly streamId: string; readonly stream?: string; readonly name?: string }
