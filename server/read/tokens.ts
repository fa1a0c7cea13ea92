import type { TokenLine, TokenStanding } from '../../api/tokens.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'

type Use = { readonly token_id: string; readonly last: string; readonly uses: number; readonly refused: number }

/** The keys of other systems, with how much each was used within the last day. */
export async function readTokens({ pool, now }: House, { tokens, today }: Organisation): Promise<TokenLine[]> {
  const since = Temporal.Instant.from(now()).subtract({ hours: 24 }).toString()
  const text = `select t.id as token_id, (select max(at) from token_use u where u.token_id = t.id) as last,
      count(u.id) filter (where u.status < 400)::int as uses, count(u.id) filter (where u.status >= 400)::int as refused
    from unnest($1::uuid[]) as t(id) left join token_use u on u.token_id = t.id and u.at > $2 group by t.id`
  const uses = await read<Use>(pool, asSystem, { text, values: [tokens.map(({ id }) => id), since] })
  const byToken = new Map(uses.map((use) => [use.token_id, use]))
  return tokens.map(({ id, name, scopes, until }) => {
    const { last: usedAt = null, uses: used = 0, refused = 0 } = byToken.get(id) ?? {}
    return { id, name, scopes: [...scopes], until, over: until < today, usedAt, uses: used, refused }
  })
}

type Row = TokenStanding & { readonly caseId: string }

/** The complaint of a number that a key brought; undefined where it brought none of that number. */
export async function findBrought({ pool }: House, token: string, number: string): Promise<Row | undefined> {
  const text = `select c.id as "caseId", c.number, c.status, c.stage, c.received_at as "receivedAt",
    case when c.lead_due = 'infinity' or c.status <> 'open' then null else c.lead_due end as "dueAt"
    from token_case t join case_row c on c.id = t.case_id where t.token_id = $1 and c.number = $2`
  return (await read<Row>(pool, asSystem, { name: 'token-case', text, values: [token, number] }))[0]
}

/** As many as the statement takes. */
const page = 100

/** The complaints that a key brought, in the order of their numbers. @param after the number behind which to go on */
export function listBrought({ pool }: House, token: string, after: string): Promise<Row[]> {
  const text = `select c.id as "caseId", c.number, c.status, c.stage, c.received_at as "receivedAt",
    case when c.lead_due = 'infinity' or c.status <> 'open' then null else c.lead_due end as "dueAt"
    from token_case t join case_row c on c.id = t.case_id where t.token_id = $1 and c.number > $2
    order by c.number limit 100`
  return read<Row>(pool, asSystem, { name: 'token-cases', text, values: [token, after] })
}

/** Whether another page may follow. */
export function goesOn(rows: readonly Row[]): boolean {
  return rows.length === page
}
