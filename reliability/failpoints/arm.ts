import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { armFailpoints } from '../../server/failpoint.ts'

// Loaded before the product by `--import`, so that it dies where a drill says: at the first reach of the failpoint that
// the file `armed` names. That it was reached is on the disk before it dies.

const folder = join(process.env.HUIYIN_DATA ?? '', '..', 'failpoints')

armFailpoints((name) => {
  if (armed() !== name) return
  const log = openSync(join(folder, 'reached'), 'a')
  writeSync(log, `${name}\n`)
  fsyncSync(log)
  closeSync(log)
  process.kill(process.pid, 'SIGKILL')
})

function armed(): string | undefined {
  try {
    return readFileSync(join(folder, 'armed'), 'utf8')
  } catch {
    return undefined
  }
}
