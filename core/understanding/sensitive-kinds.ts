export const sensitiveKinds = [
  'identity',
  'bank-card',
  'mobile',
  'landline',
  'email',
  'plate',
  'address',
  'name',
] as const
export type SensitiveKind = (typeof sensitiveKinds)[number]

/** Where a value stands that tells of a person: UTF-16 units, the end not included. */
export type Sensitive = { readonly kind: SensitiveKind; readonly start: number; readonly end: number }
