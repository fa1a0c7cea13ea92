import type { Pack } from './pack-shape.ts'
import type { PackProblem, Path } from './problem.ts'

/** The posts of a list that the pack does not have. @param others who may be named beside posts, such as `handler` */
export function unknownPosts(pack: Pack, posts: readonly string[], path: Path, others: string[] = []): PackProblem[] {
  return posts.flatMap((post, i) =>
    pack.authority.posts[post] || others.includes(post)
      ? []
      : [{ path: [...path, i], text: { zh: `没有岗位 ${post}`, en: `there is no post ${post}` } }],
  )
}
