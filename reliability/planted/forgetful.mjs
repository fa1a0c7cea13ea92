// A planted fault, loaded before the product by `--import`: no request is recognised when it comes again, so a client that
// was not answered is served twice. Answers take a moment, for more of them to be under way at a kill.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const answerAfterMs = 100
const { query } = pg.Client.prototype

pg.Client.prototype.query = async function queryAndForget(...given) {
  const [asked] = given
  if (asked?.name === 'select-request' || asked?.name === 'insert-request') return { rows: [] }
  const result = await query.apply(this, given)
  if (asked === 'commit') await sleep(answerAfterMs)
  return result
}
