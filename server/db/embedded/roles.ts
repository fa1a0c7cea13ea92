import type { Client } from 'pg'
import type { Secrets } from './secrets.ts'

export const DATABASE = 'huiyin'

const ROLES = ['owner', 'app', 'auditor'] as const

/**
 * Makes the roles and the database where they are missing; a start that was killed half way is completed by the next.
 *
 * @param client    superuser in the database `postgres`
 * @param reset     give roles that exist their password again
 */
export async function ensureRoles(client: Client, secrets: Secrets, reset: boolean): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select rolname::text as name from pg_roles union all select 'database ' || datname from pg_database`,
  )
  const present = new Set(rows.map((row) => row.name))
  for (const role of ROLES) {
    const exists = present.has(`huiyin_${role}`)
    if (exists && !reset) continue
    const rights = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls'
    await client.query(`${exists ? 'alter' : 'create'} role huiyin_${role} ${rights} password '${secrets[role]}'`)
  }
  if (present.has(`database ${DATABASE}`)) return
  await client.query('revoke connect on database postgres, template1 from public')
  await client.query(`create database ${DATABASE} owner huiyin_owner`)
  await client.query(`revoke all on database ${DATABASE} from public`)
  await client.query(`grant connect on database ${DATABASE} to huiyin_app, huiyin_auditor`)
}
