import type { PackInForce } from '../policy/pack-in-force.ts'

/** What a registration may hold of the items that packs ask for. */
export type Items = {
  readonly name?: string | undefined
  readonly phone?: string | undefined
  readonly email?: string | undefined
  readonly address?: string | undefined
  readonly happenedAt?: string | undefined
  readonly place?: string | undefined
  readonly product?: string | undefined
  readonly respondent?: string | undefined
  readonly request?: string | undefined
  readonly channel?: string | undefined
  readonly post?: string | undefined
}

const held: Record<string, (items: Items) => unknown> = {
  name: (items) => items.name,
  contact: (items) => items.phone ?? items.email,
  address: (items) => items.address,
  'happened-at': (items) => items.happenedAt,
  place: (items) => items.place,
  product: (items) => items.product,
  respondent: (items) => items.respondent,
  request: (items) => items.request,
}

/**
 * The items that the packs ask for and the registration does not hold yet. Missing items are asked for; they never
 * keep a complaint out (H 1.3, E 2.3.1).
 */
export function missingItems(items: Items, packs: readonly PackInForce[]): string[] {
  const asked = new Set(packs.flatMap((pack) => Object.keys(pack.content.intake.asked)))
  const missing = [...asked].filter((item) => held[item]?.(items) === undefined)
  return wantsPost(items, packs) ? [...missing, 'post'] : missing
}

/** What was said in public can only be answered by whoever finds it. */
function wantsPost({ channel = '', post }: Items, [leading]: readonly PackInForce[]): boolean {
  return post === undefined && leading?.content.intake.channels[channel]?.posted !== undefined
}
