import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'

/** A request as a client means it; `key` stays the same through all its retries. */
export type Asked = {
  readonly key: string
  readonly command: string
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  readonly cookie: string
  /** The case it acts on; absent for a registration. */
  readonly case?: string
  readonly ifMatch?: string
  /** The fact it brings about, with values that stand in it in the clear. */
  readonly expect: { readonly type: string; readonly data?: Readonly<Record<string, unknown>> }
}

export type Receipt = { readonly id: string; readonly number: string; readonly turns: number; readonly version: number }

/** What clients were told, on their own side: the checker's witness. One JSON object a line; see `checker/acknowledged.mjs`. */
export type AckLog = {
  attempt(asked: Asked): void
  /** On disk when this returns. */
  acknowledged(key: string, receipt: Receipt): void
  refused(key: string, code: string): void
  close(): void
}

/** @param file appended to */
export function openAckLog(file: string): AckLog {
  const log = openSync(file, 'a')
  const write = (entry: object) => void writeSync(log, `${JSON.stringify({ at: Date.now(), ...entry })}\n`)
  return {
    attempt: ({ key, command, expect, case: on }) => write({ what: 'attempt', key, command, case: on, expect }),
    acknowledged: (key, { id, number, turns, version }) => {
      write({ what: 'ack', key, receipt: { id, number, turns, version } })
      fsyncSync(log)
    },
    refused: (key, code) => write({ what: 'no', key, code }),
    close: () => closeSync(log),
  }
}
