import type { Refusal } from '../core/shared/refusal.ts'

/** What a case is given as it is opened; `receipt` is the random id from which its query code derives. */
export type Allotted = { readonly number: string; readonly receipt: string }

/** What a command that was carried out gives back: the receipt of the case it opened, and the part that it split off. */
export type Receipt = {
  readonly id: string
  readonly number: string
  readonly turns: number
  readonly version: number
  readonly receipt?: string
  readonly part?: Allotted
}

/** `replayed`: the same request had been carried out before, and this is its receipt. */
export type Answer = { readonly receipt: Receipt; readonly replayed: boolean } | { readonly refusal: Refusal }
