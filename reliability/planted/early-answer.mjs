// A planted fault, loaded before the product by `--import`: what is asked of a case is answered before it is committed.
// Whoever is killed in between has acknowledged what is lost.
import pg from 'pg'

const lateByMs = 150
const { query } = pg.Client.prototype

pg.Client.prototype.query = function queryOrPretend(...given) {
  if (/^(insert|update)-case-row$/.test(given[0]?.name)) this.ofCase = true
  if (given[0] !== 'commit' || !this.ofCase) return query.apply(this, given)
  const giveBack = this.release
  const answer = given.at(-1)
  Object.assign(this, { ofCase: false, release: () => {} })
  setTimeout(() => {
    query.call(this, 'commit', undefined, (error) => giveBack(error ?? undefined))
  }, lateByMs)
  answer(null, { rows: [] })
}
