import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { generators } from './generated.ts'

const root = join(import.meta.dirname, '..')

for (const { file, generate } of generators) {
  await mkdir(dirname(join(root, file)), { recursive: true })
  await writeFile(join(root, file), await generate())
  console.log(file)
}
