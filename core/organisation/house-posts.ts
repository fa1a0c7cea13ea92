/**
 * The posts of the house itself. They stand in no pack, are held at the root unit, and open no complaint: three people
 * watch each other, and none of them reads a case by virtue of the post.
 */
export const housePosts = ['system-administrator', 'security-administrator', 'audit-administrator'] as const
export type HousePost = (typeof housePosts)[number]

/** What a post of the house lets its holder do; named like the authorities of the packs. */
export const houseAuthorities: Readonly<Record<HousePost, string>> = {
  'system-administrator': 'may-administer-organisation',
  'security-administrator': 'may-administer-people',
  'audit-administrator': 'may-audit',
}

/** Tells a post of the house from a post of a pack. */
export function isHousePost(post: string): post is HousePost {
  return (housePosts as readonly string[]).includes(post)
}
