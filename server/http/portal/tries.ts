import type { House } from '../../house.ts'

/** How often something may be tried: `limit` times in `seconds`, counted from the first try. */
export type Allowance = { readonly limit: number; readonly seconds: number }

/**
 * Counts a try before it is made, so that tries sent at once are counted too. Counts lie in the database under keyed
 * digests: they outlive a restart, hold across processes and name nobody. A row's `since` is the end of its window:
 * counts that ended a quarter of an hour ago are swept away at every sign-in, and this one must outlive that.
 *
 * @param what kind and subject of what is tried, such as `follow-from|203.0.113.7`
 * @returns false where it was tried too often and must not be made
 */
export async function mayTry(
  { pool, ring, now }: House,
  what: string,
  { limit, seconds }: Allowance,
): Promise<boolean> {
  const { rows } = await pool.query<{ count: number }>({
    name: 'count-try',
    text: `insert into throttle as t (digest, since, count) values ($1, $2::timestamptz + make_interval(secs => $3), 1)
      on conflict (digest) do update set
        count = case when t.since > $2 then least(t.count + 1, 1000000) else 1 end,
        since = case when t.since > $2 then t.since else excluded.since end
      returning count`,
    values: [ring.digest('throttle-portal', what), now(), seconds],
  })
  return (rows[0]?.count ?? 1) <= limit
}

/** Takes back what was counted for a try that turned out to be rightful. */
export async function forgiveTry({ pool, ring }: House, ...whats: string[]): Promise<void> {
  const digests = whats.map((what) => ring.digest('throttle-portal', what))
  await pool.query({
    name: 'forgive-try',
    text: 'update throttle set count = greatest(count - 1, 0) where digest = any($1)',
    values: [digests],
  })
}

/** Where a request comes from: an IPv4 address, or the /64 in which one household moves about in IPv6. */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? []
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const whole =
    tail === undefined
      ? left
      : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return whole
    .slice(0, 4)
    .map((part) => part.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}
