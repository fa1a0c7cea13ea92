import { authoritiesNeeded } from './needed-authorities.ts'
import type { Pack } from './pack-shape.ts'
import type { PackProblem } from './problem.ts'
import { unknownPosts } from './unknown-posts.ts'

/** What does not fit in who may do what, and up to which sum. */
export function authorityProblems(pack: Pack): PackProblem[] {
  return [...holderProblems(pack), ...tierProblems(pack)]
}

function holderProblems(pack: Pack): PackProblem[] {
  const named = pack.authority.authorities
  const needed = authoritiesNeeded()
  const path = ['authority', 'authorities']
  return [
    ...needed.filter((one) => !named[one]).map((one) => ({ path, text: heldByNobody(one) })),
    ...Object.keys(named)
      .filter((one) => !needed.includes(one))
      .map((one) => ({ path: [...path, one], text: { zh: `没有什么用到 ${one}`, en: `nothing asks for ${one}` } })),
    ...Object.entries(named).flatMap(([one, { posts }]) => unknownPosts(pack, posts, [...path, one, 'posts'])),
  ]
}

const heldByNobody = (one: string) => ({
  zh: `没有岗位拥有权限 ${one}，无人能用`,
  en: `no post holds ${one}, so nobody could ever use it`,
})

function tierProblems(pack: Pack): PackProblem[] {
  const { tiers } = pack.authority.money
  const path = ['authority', 'money', 'tiers']
  const posts = tiers.flatMap((_, i) => tierPostProblems(pack, i))
  const unlimited = tiers.findIndex(({ below }) => below === 'all')
  if (unlimited !== tiers.length - 1) return [...posts, { path, text: oneUnlimited }]
  return [...posts, ...fallingTiers(pack)]
}

const oneUnlimited = {
  zh: '最后一档，且只有最后一档，审批 `all`（不限）',
  en: 'the last tier, and only it, approves `all`',
}

function tierPostProblems(pack: Pack, i: number): PackProblem[] {
  const { posts, authorities, money } = pack.authority
  const post = money.tiers[i]?.post ?? ''
  const path = ['authority', 'money', 'tiers', i, 'post']
  if (!posts[post]) return unknownPosts(pack, [post], path).map(({ text }) => ({ path, text }))
  if (money.tiers.findIndex((one) => one.post === post) < i)
    return [{ path, text: { zh: `${post} 出现了两次`, en: `${post} stands twice` } }]
  return authorities['may-approve']?.posts.includes(post) ? [] : [{ path, text: mayNotApprove(post) }]
}

const mayNotApprove = (post: string) => ({
  zh: `${post} 有审批金额，却没有权限 may-approve`,
  en: `${post} has a limit and does not hold may-approve`,
})

/** A tier that approves less than the one before it on any day would let a junior post approve more than its senior. */
function fallingTiers({ authority }: Pack): PackProblem[] {
  const limits = authority.money.tiers.flatMap(({ below }) => (below === 'all' ? [] : [Object.entries(below)]))
  const days = [...new Set(limits.flat().map(([day]) => day))].sort()
  const on = (limit: [string, number][], day: string) => (limit.findLast(([from]) => from <= day) ?? limit[0])?.[1] ?? 0
  return limits.slice(1).flatMap((limit, i) => {
    const day = days.find((one) => on(limit, one) <= on(limits[i] ?? [], one))
    return day ? [{ path: ['authority', 'money', 'tiers', i + 1, 'below'], text: notAbove(day) }] : []
  })
}

const notAbove = (day: string) => ({
  zh: `自 ${day} 起，这一档不高于前一档`,
  en: `from ${day} on this tier is not above the one before it`,
})
