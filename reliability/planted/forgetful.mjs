// A planted fault, loaded before the product by `--import`: no request is recognised when it comes again, so a client that
// was not answered is served twice. Answers take a moment, for more of them to be under way at a kill.
import pg from 'pg'

const answerAfterMs = 100
const { query } = pg.Client.prototype

pg.Client.prototype.query = function queryAndForget(asked, values, answer) {
  // The product hears answers by callback; what migrates its schema does not.
  if (typeof answer !== 'function') return query.call(this, asked, values)
  if (asked?.name === 'select-request' || asked?.name === 'insert-request') return answer(null, { rows: [] })
  const late = (...answered) => setTimeout(answer, answerAfterMs, ...answered)
  return query.call(this, asked, values, asked === 'commit' ? late : answer)
}
