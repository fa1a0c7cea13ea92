import type { Pack } from './pack-shape.ts'
import type { PackProblem } from './problem.ts'
import { unknownPosts } from './unknown-posts.ts'

/** The posts that rules of people name and the pack does not have. */
export function peopleProblems(pack: Pack): PackProblem[] {
  return Object.entries(pack.people ?? {}).flatMap(([name, rule]) => [
    ...unknownPosts(pack, rule.posts, ['people', name, 'posts']),
    ...(rule.rule === 'recurring' ? unknownPosts(pack, rule.by ?? [], ['people', name, 'by']) : []),
  ])
}
