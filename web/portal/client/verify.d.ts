// The verifier is plain JavaScript; this is what of it the page calls.

declare module '*/verify/damaged.mjs' {
  export class Damaged extends Error {
    readonly detail: Readonly<Record<string, unknown>>
  }
}

declare module '*/verify/note.mjs' {
  export type Key = { readonly name: string; readonly id: string; readonly bytes: Uint8Array }
  export function keyOf(text: string): Key | undefined
}

declare module '*/verify/receipt.mjs' {
  import type { Key } from '*/verify/note.mjs'
  export type Finding = { readonly what: string }
  export type Told = { readonly receipt: { readonly number: string } }
  export function checkReceipt(text: string, trusted?: Key): { findings: readonly Finding[]; told: Told }
}

declare module '*/verify/told.mjs' {
  import type { Finding, Told } from '*/verify/receipt.mjs'
  export type Say = (name: string, filled?: Readonly<Record<string, unknown>>) => string
  export function sayIn(language: string): Say
  export function failed(say: Say, findings: readonly Finding[], told: Told): string[]
  export function receiptHeld(say: Say, told: Told, isKeyKnown: boolean): string[]
}
