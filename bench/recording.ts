import type { Client, Pool, Statement } from '../server/db/pool.ts'
import type { House } from '../server/house.ts'

/** Statements that travelled to the server together, in their order. */
export type Trip = readonly Statement[]

/**
 * Runs a piece of the product's work and writes down what it sent to the database inside its transactions, cut into
 * round trips: whatever is sent while an answer is outstanding belongs to the same trip.
 */
export async function record<T>(
  house: House,
  work: (house: House) => Promise<T>,
): Promise<{ result: T; trips: Trip[] }> {
  const trips: Statement[][] = []
  let outstanding = 0
  const note = (statement: Statement | string) => {
    if (outstanding++ === 0) trips.push([])
    trips.at(-1)?.push(typeof statement === 'string' ? { text: statement } : statement)
  }
  const listen = (client: Client) => {
    const query = (statement: Statement) => {
      note(statement)
      return client.query(statement).finally(() => outstanding--)
    }
    return Object.assign(Object.create(client), { query, release: (error?: Error) => client.release(error) })
  }
  const pool = { query: house.pool.query.bind(house.pool), connect: async () => listen(await house.pool.connect()) }
  return { result: await work({ ...house, pool: pool as unknown as Pool }), trips }
}
