import { type Delegation, type HeldPost, isSame } from './state.ts'

type Known = { readonly disabled: boolean; readonly posts: readonly HeldPost[] }

/** The delegations that are in force on a day: nobody lends what is no longer held, nor to somebody shut out. */
export function lentOn(
  delegations: readonly Delegation[],
  personOf: (id: string) => Known | undefined,
  day: string,
): Delegation[] {
  return delegations.filter((one) => {
    const [holder, deputy] = [personOf(one.person), personOf(one.to)]
    const isHeld = holder?.disabled === false && holder.posts.some((held) => isSame(held, one))
    return one.from <= day && day <= one.until && isHeld && deputy?.disabled === false
  })
}
