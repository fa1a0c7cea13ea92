// A planted fault, loaded before the product by `--import`: its connections do not wait until a commit is on disk, so a
// killed database has acknowledged what is lost.
import pg from 'pg'

const { getStartupConf } = pg.Client.prototype

pg.Client.prototype.getStartupConf = function lazyStartup() {
  const asked = getStartupConf.call(this)
  // The product looks at this setting when it starts, as the owner.
  return asked.user === 'huiyin_app' ? { ...asked, options: `${asked.options} -c synchronous_commit=off` } : asked
}
