import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'

/** What is counted, and how many failures of it a quarter of an hour bears. */
export type Limit = { readonly kind: string; readonly value: string; readonly most: number }

/** Failures are forgotten so many minutes after the first of them: nobody is shut out for longer. */
const windowMinutes = 15

/**
 * Counts an attempt before it is made, so that attempts made together count each. The counts stand in the database:
 * they hold across processes and survive a restart.
 *
 * @returns a refusal with the seconds to wait once a limit is passed; undefined while the attempt may be made
 */
export async function countAttempt({ pool, ring, now }: House, limits: readonly Limit[]): Promise<Refusal | undefined> {
  const moment = now()
  const counted = limits.map(async ({ kind, value, most }) => {
    const digest = ring.digest(`throttle-${kind}`, value)
    const { rows } = await pool.query<{ count: number; until: string }>({
      name: 'count-attempt',
      text: `insert into throttle as t (digest, since, count) values ($1, $2, 1) on conflict (digest) do update set
          since = case when t.since + make_interval(mins => $3) <= excluded.since then excluded.since else t.since end,
          count = case when t.since + make_interval(mins => $3) <= excluded.since then 1 else least(t.count + 1, 1000000) end
        returning count, since + make_interval(mins => $3) as until`,
      values: [digest, moment, windowMinutes],
    })
    return { over: (rows[0]?.count ?? 0) > most, until: Date.parse(rows[0]?.until ?? moment) }
  })
  const waits = (await Promise.all(counted)).filter(({ over }) => over).map(({ until }) => until - Date.parse(moment))
  if (waits.length === 0) return undefined
  const seconds = Math.max(1, Math.ceil(Math.max(...waits) / 1000))
  return refuse('throttle.too-many', { seconds, minutes: Math.ceil(seconds / 60) })
}

/**
 * Takes an attempt back that succeeded: the guessed account starts anew, a shared address only loses the one. Counts
 * that nobody needs any more are swept away with it.
 *
 * @param own    begins anew, as the right password was shown
 * @param shared loses this attempt only
 */
export async function forgiveAttempt({ pool, ring, now }: House, own: Limit, shared?: Limit): Promise<void> {
  const digest = (limit: Limit) => ring.digest(`throttle-${limit.kind}`, limit.value)
  await pool.query('delete from throttle where digest = $1 or since + make_interval(mins => $3) <= $2', [
    digest(own),
    now(),
    windowMinutes,
  ])
  if (shared)
    await pool.query('update throttle set count = count - 1 where digest = $1 and count > 0', [digest(shared)])
}
