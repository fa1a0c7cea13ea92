import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { projectRoot } from '../project-root.ts'

const folder = join(projectRoot, 'server', 'db', 'migrations')

/**
 * Brings the schema to head, forward only: each file once, in one transaction, in the order of its number. Two processes
 * that start together wait for each other. A file that was changed after it ran is refused.
 *
 * @param ownerUrl the owner's connection; never the app's
 * @param appRole  the role that the app connects as
 * @throws Error where a stored migration differs from its file or a statement fails
 */
export async function migrate(ownerUrl: string, appRole: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('huiyin-migrate'))`)
    await client.query(
      'create table if not exists migration (name text primary key, hash text not null, ran_at timestamptz not null default now())',
    )
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort())
      await runOnce(client, name)
    await grant(client, appRole)
  } finally {
    await client.end()
  }
}

async function runOnce(client: pg.Client, name: string): Promise<void> {
  const text = await readFile(join(folder, name), 'utf8')
  const hash = createHash('sha256').update(text).digest('hex')
  const { rows } = await client.query<{ hash: string }>('select hash from migration where name = $1', [name])
  if (rows[0] && rows[0].hash !== hash) throw new Error(`migration ${name} was changed after it ran`)
  if (rows[0]) return
  await client.query('begin')
  await client.query(text)
  await client.query('insert into migration (name, hash) values ($1, $2)', [name, hash])
  await client.query('commit')
}

async function grant(client: pg.Client, appRole: string): Promise<void> {
  const text = await readFile(join(folder, '..', 'grants.sql'), 'utf8')
  await client.query(text.replaceAll('{{app}}', client.escapeIdentifier(appRole)))
  const { rowCount } = await client.query(`select from pg_roles where rolname = 'huiyin_auditor'`)
  if (rowCount) await client.query(await readFile(join(folder, '..', 'grants-auditor.sql'), 'utf8'))
}
