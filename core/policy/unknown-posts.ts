import type { Pack } from './pack-shape.ts'
import type { PackProblem } from './problem.ts'

/** The posts of a list that the pack does not have. @param others who may be named beside posts, such as `handler` */
export function unknownPosts(
  pack: Pack,
  posts: readonly string[],
  path: readonly (string | number)[],
  others: string[] = [],
): PackProblem[] {
  return posts.flatMap((post, i) =>
    pack.authority.posts[post] || others.includes(post)
      ? []
      : [{ path: [...path, i], text: `there is no post ${post}` }],
  )
}
