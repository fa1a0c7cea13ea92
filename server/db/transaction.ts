import { failpoint } from '../failpoint.ts'
import { type Client, gather, type Pool, type Statement } from './pool.ts'

/**
 * In whose name a transaction runs; row-level security reads it. `caseId` opens one case to its complainant or to its
 * registration.
 */
export type Scope = { readonly person: string; readonly caseId?: string }

/** The clock and the start-up work see everything. */
export const asSystem: Scope = { person: 'system' }

const plain = /^([0-9a-f-]{36}|system|)$/

function begin({ person, caseId = '' }: Scope): string {
  if (!plain.test(person) || !plain.test(caseId)) throw new Error('a scope holds ids only')
  return `begin; set local huiyin.person = '${person}'; set local huiyin.for_case = '${caseId}'`
}

/** What a transaction gives back, and the statements that travel to the server together with its commit. */
export type Work<T> = { readonly result: T; readonly writes?: readonly Statement[] }

/**
 * Runs `work` in one transaction. The opening travels with the first statement and the writes with the commit, so a
 * command costs two round trips: read, write.
 *
 * @throws whatever the server says of the first statement that failed; nothing was stored then. A connection lost after
 *   the commit was sent leaves the outcome open: the caller's retry by request key finds out.
 */
export async function inTransaction<T>(
  pool: Pool,
  scope: Scope,
  work: (client: Client) => Promise<Work<T>>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    gather(client)
    const opened = client.query(begin(scope))
    opened.catch(() => {})
    const { result, writes = [] } = await work(client)
    failpoint('transaction.before-writes')
    gather(client)
    await together([...writes.map((statement) => client.query(statement)), client.query('commit')])
    failpoint('transaction.committed')
    return result
  } catch (error) {
    broken = await client.query('rollback').then(
      () => undefined,
      (failure: Error) => failure,
    )
    throw error
  } finally {
    client.release(broken)
  }
}

/**
 * Rows of one statement under a scope, in one round trip.
 *
 * @throws whatever the server says
 */
export async function read<R extends object>(pool: Pool, scope: Scope, statement: Statement): Promise<R[]> {
  const [rows] = await readAll<[R]>(pool, scope, [statement])
  return rows ?? []
}

/** Rows of several statements under one scope and one snapshot of rights, in one round trip. */
export async function readAll<Rows extends object[]>(
  pool: Pool,
  scope: Scope,
  statements: readonly Statement[],
): Promise<Answers<Rows>> {
  const { answers, kept } = await readAhead<Rows>(pool, scope, statements)
  await kept
  return answers
}

type Answers<Rows extends object[]> = { [K in keyof Rows]: Rows[K][] }

/**
 * As `readAll`, but gives the rows while the disk still writes down that they were read, so that they can be worked on
 * meanwhile. Nothing of them may leave the house before `kept` is fulfilled.
 */
export async function readAhead<Rows extends object[]>(
  pool: Pool,
  scope: Scope,
  statements: readonly Statement[],
): Promise<{ readonly answers: Answers<Rows>; readonly kept: Promise<unknown> }> {
  const client = await pool.connect()
  gather(client)
  const sent = [client.query(begin(scope)), ...statements.map((statement) => client.query(statement))]
  const kept = client.query('commit')
  together([...sent, kept]).then(
    () => client.release(),
    (broken: Error) => client.release(broken),
  )
  const answers = await together(sent)
  return { answers: answers.slice(1).map((answer) => answer.rows) as Answers<Rows>, kept }
}

/** Waits for all, then throws the first failure: the later ones only say that the transaction was aborted. */
async function together<T>(sent: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(sent)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return settled.map((one) => (one as PromiseFulfilledResult<T>).value)
}
