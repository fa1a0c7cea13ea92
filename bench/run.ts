import { act } from './act.ts'
import { dossier } from './dossier.ts'
import { due } from './due.ts'
import { index } from './index.ts'
import { intake } from './intake.ts'
import { printing } from './print.ts'
import { readsOf } from './read.ts'
import { register } from './register.ts'
import { replay } from './replay.ts'
import { search } from './search.ts'
import { similar } from './similar.ts'
import { start } from './start.ts'
import { sweeps } from './sweep.ts'
import { trail } from './trail.ts'
import { understanding } from './understanding.ts'
import { upload } from './upload.ts'
import { verify } from './verify.ts'

/** How often each measurement is repeated; the figures are medians. */
const runs = 5

/** A bench prints one line, or one a figure where two share a stage that takes minutes to fill. */
const benches: Readonly<Record<string, (runs: number) => Promise<object | object[]>>> = {
  register,
  act,
  intake,
  queue: readsOf(['queue']),
  case: readsOf(['case']),
  reads: readsOf(['queue', 'case']),
  start,
  due,
  print: printing,
  replay,
  search,
  similar,
  index,
  sweep: sweeps,
  verify,
  trail,
  upload,
  dossier,
  understanding,
}

const [name = ''] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const chosen = name === 'all' ? Object.keys(benches).filter((one) => one !== 'queue' && one !== 'case') : [name]
const unknown = chosen.find((one) => !benches[one])
if (unknown !== undefined) {
  console.error(
    `Benches: ${Object.keys(benches).join(', ')} (queue and case), all. Usage: npm run -s bench -- NAME --json`,
  )
  process.exit(2)
}
for (const one of chosen) {
  console.error(`${one}: ${runs} runs`)
  for (const line of [await benches[one]?.(runs)].flat()) console.log(JSON.stringify(line))
}
