/**
 * What a case may have several of at a time: promises, tasks for other departments, acts in a crisis. Each has a number,
 * counted from 1, and every duty that begins with it a clock of its own: the round of such a duty is that number.
 */
export const things = ['promise', 'task', 'act'] as const
export type Thing = (typeof things)[number]
