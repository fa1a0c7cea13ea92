// The verifier is plain JavaScript; this is what of it the page calls.

type VerifierKey = { readonly name: string; readonly id: string; readonly bytes: Uint8Array }
type VerifierFinding = { readonly what: string }
type VerifierTold = { readonly receipt: { readonly number: string } }
type VerifierSay = (name: string, filled?: Readonly<Record<string, unknown>>) => string

declare module '*/verify/damaged.mjs' {
  export class Damaged extends Error {
    readonly detail: Readonly<Record<string, unknown>>
  }
}

declare module '*/verify/note.mjs' {
  export function keyOf(text: string): VerifierKey | undefined
}

declare module '*/verify/receipt.mjs' {
  type Checked = { readonly findings: readonly VerifierFinding[]; readonly told: VerifierTold }
  export function checkReceipt(text: string, trusted?: VerifierKey): Checked
}

declare module '*/verify/told.mjs' {
  export function sayIn(language: string): VerifierSay
  export function failed(say: VerifierSay, findings: readonly VerifierFinding[], told: VerifierTold): string[]
  export function receiptHeld(say: VerifierSay, told: VerifierTold, isKeyKnown: boolean): string[]
}
