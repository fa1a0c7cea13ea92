import type { Problem } from '../config.ts'

/** What is needed of a database connection; a `pg` client or pool satisfies it. */
type Asking = { query(sql: string): Promise<{ rows: Record<string, unknown>[] }> }

/** First safe minor release of each major; earlier ones can lose or corrupt acknowledged data. Newer majors are safe from .0 on. */
const FIRST_SAFE = new Map([
  [15, 9],
  [16, 5],
  [17, 1],
])
const MAX_CLOCK_GAP_MS = 60_000

const QUESTION = `
  select current_setting('server_version_num')::int as version,
         current_setting('server_version')          as version_text,
         current_setting('fsync')                   as fsync,
         current_setting('synchronous_commit')      as synchronous_commit,
         current_setting('full_page_writes')        as full_page_writes,
         current_setting('data_checksums')          as data_checksums,
         extract(epoch from clock_timestamp())::float8 * 1000 as clock_ms`

/**
 * Why this server must not be trusted with an acknowledged complaint. Ask over a connection of the role that writes:
 * `synchronous_commit` may be set per role and per database.
 *
 * @returns one sentence per failure; empty when the server is safe
 * @throws what the connection throws
 */
export async function assertSafeServer(client: Asking): Promise<Problem[]> {
  const before = Date.now()
  const { rows } = await client.query(QUESTION)
  const now = (before + Date.now()) / 2
  const row = rows[0]
  if (!row) throw new Error('the server answered the question about its settings with no row')
  return [
    ...versionProblems(Number(row.version), String(row.version_text)),
    ...settingProblems(row),
    ...clockProblems(Number(row.clock_ms) - now),
  ]
}

function versionProblems(version: number, text: string): Problem[] {
  const major = Math.trunc(version / 10_000)
  const minor = version % 10_000
  if (major >= 18 || minor >= (FIRST_SAFE.get(major) ?? Number.POSITIVE_INFINITY)) return []
  return [
    {
      zh: `数据库版本 ${text} 过低：需要 PostgreSQL 15.9、16.5、17.1、18 或更新的版本。`,
      en: `The database version ${text} is too old: PostgreSQL 15.9, 16.5, 17.1, 18 or later is needed.`,
    },
  ]
}

function settingProblems(row: Record<string, unknown>): Problem[] {
  const off = ['fsync', 'synchronous_commit', 'full_page_writes'].filter((name) => row[name] === 'off')
  const problems = off.map((name) => ({
    zh: `数据库的 ${name} 被关闭：断电或崩溃会丢失已经受理的投诉。请打开后再启动。`,
    en: `${name} is off in the database: a power cut or crash would lose complaints already acknowledged. Turn it on and start again.`,
  }))
  if (row.data_checksums === 'on') return problems
  return [
    ...problems,
    {
      zh: '数据库没有启用数据校验和：磁盘的损坏将无法发现。请停库后用 pg_checksums --enable 启用，或以 initdb --data-checksums 重建。',
      en: 'The database has no data checksums: damage on disk would go unnoticed. Stop it and run pg_checksums --enable, or rebuild it with initdb --data-checksums.',
    },
  ]
}

function clockProblems(gapMs: number): Problem[] {
  if (Math.abs(gapMs) <= MAX_CLOCK_GAP_MS) return []
  const seconds = Math.round(Math.abs(gapMs) / 1000)
  return [
    {
      zh: `数据库的时钟比本机${gapMs > 0 ? '快' : '慢'} ${seconds} 秒（最多允许 60 秒）：时限会算错。请先校准两台机器的时钟。`,
      en: `The database clock is ${seconds} s ${gapMs > 0 ? 'ahead of' : 'behind'} ours (60 s at most): due moments would be wrong. Set both clocks first.`,
    },
  ]
}
