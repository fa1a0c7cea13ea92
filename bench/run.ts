import { register } from './register.ts'

/** How often each measurement is repeated; the figures are medians. */
const runs = 5

const benches: Readonly<Record<string, (runs: number) => Promise<object>>> = { register }

const [name = ''] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const chosen = name === 'all' ? Object.keys(benches) : [name]
const unknown = chosen.find((one) => !benches[one])
if (unknown !== undefined) {
  console.error(`Benches: ${Object.keys(benches).join(', ')}, all. Usage: npm run -s bench -- NAME --json`)
  process.exit(2)
}
for (const one of chosen) {
  console.error(`${one}: ${runs} runs`)
  console.log(JSON.stringify(await benches[one]?.(runs)))
}
