import type { Refusal } from '../core/shared/refusal.ts'

/** What a command that was carried out gives back; `receipt` is the random id from which a query code derives. */
export type Receipt = {
  readonly id: string
  readonly number: string
  readonly turns: number
  readonly version: number
  readonly receipt?: string
}

/** `replayed`: the same request had been carried out before, and this is its receipt. */
export type Answer = { readonly receipt: Receipt; readonly replayed: boolean } | { readonly refusal: Refusal }
