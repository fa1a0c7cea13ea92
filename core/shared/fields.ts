import { z } from 'zod'

/**
 * The kinds of field a fact or an input may hold. Each one says whether its value may stand in the clear
 * (`clear`: codes, moments, ids, counts) or only as a commitment (`sealed`: free text and personal values).
 * A string without such a mark fails the build (checks/seals.ts).
 */

/** Whose data key seals a value: the organisation's own texts lie under `case`, a person's under `party:<id>`. */
export type Holder = 'case' | `party:${string}`

/** A value on its way into the trail, still readable; the shell replaces it by its commitment. */
export type Secret = { readonly secret: string; readonly holder: Holder }

/** What stays of a sealed value in the trail: SHA-256 over salt and value, base64url. */
export type Commitment = { readonly commitment: string; readonly holder: Holder }

export type Sealed = Secret | Commitment

const holder = z
  .string()
  .regex(/^(case|party:[a-z0-9-]{1,40})$/)
  .meta({ seal: 'clear' })

/** A word of a closed list: lower-case letters, digits and dashes, at most 64. */
export const code = () =>
  z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
    .meta({ seal: 'clear' })

/** A UUID. */
export const id = () => z.uuid().meta({ seal: 'clear' })

/** An instant in UTC with milliseconds: `2026-02-13T09:59:00.000Z`. */
export const moment = () =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    .refine((text) => !Number.isNaN(Date.parse(text)))
    .meta({ seal: 'clear', format: 'date-time' })

/** A day of the office's calendar: `2026-02-13`. */
export const day = () => z.iso.date().meta({ seal: 'clear' })

/** A hexadecimal SHA-256. */
export const hash = () =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ seal: 'clear' })

/** A case number: `2026-000042`. */
export const caseNumber = () =>
  z
    .string()
    .regex(/^\d{4}-\d{6,9}$/)
    .meta({ seal: 'clear' })

/** A type of file as its contents show it: `image/jpeg`; never what a client says. */
export const mediaType = () =>
  z
    .string()
    .regex(/^[a-z]{1,20}\/[a-z0-9.+-]{1,100}$/)
    .meta({ seal: 'clear' })

/** A clause or unit such as `3 working-days`; written by the product, never by a user. */
export const term = () => z.string().max(120).meta({ seal: 'clear' })

/** Money in minor units (fen, cents); 0 to 10^13. */
export const money = () =>
  z.strictObject({
    minor: z.int().min(0).max(10_000_000_000_000),
    currency: z.enum(['CNY', 'HKD', 'USD', 'EUR', 'GBP', 'AUD']),
  })
export type Money = z.infer<ReturnType<typeof money>>

/** What the trail keeps of a sealed value: SHA-256, base64url. */
export const commitment = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .meta({ seal: 'clear' })

/** A sealed field of a fact, so many characters at most. */
export const sealedField = (max = 20_000) =>
  z.union([
    z.strictObject({ secret: z.string().max(max).meta({ seal: 'sealed' }), holder }),
    z.strictObject({ commitment: commitment(), holder }),
  ])

/** Free text as a user types it, to be sealed by the decision that takes it. Control characters but line ends are refused. */
export const freeText = (max = 4000) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the point
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/)
    .meta({ seal: 'sealed', widget: max > 200 ? 'text' : 'line' })

/**
 * Marks a value for sealing.
 *
 * @param value what was typed; undefined stays undefined so that optional fields read plainly
 * @param under whose key it lies under
 */
export function sealed(value: string, under?: Holder): Sealed
export function sealed(value: string | undefined, under?: Holder): Sealed | undefined
export function sealed(value: string | undefined, under: Holder = 'case'): Sealed | undefined {
  return value === undefined ? undefined : { secret: value, holder: under }
}

/** Tells a value that still has to be sealed. */
export function isSecret(value: unknown): value is Secret {
  return typeof value === 'object' && value !== null && 'secret' in value && 'holder' in value
}

/** Tells what the trail keeps of a sealed value. */
export function isCommitment(value: unknown): value is Commitment {
  return typeof value === 'object' && value !== null && 'commitment' in value && 'holder' in value
}
