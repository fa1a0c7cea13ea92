import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const due = fileURLToPath(new URL('due.mjs', import.meta.url))

it('due moments are those of an oracle that shares no code, in two time zones of the host', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [due, '--rows', '5000', '--zones', '2'])
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, rows: 5000, zones: 2, differences: 0, first: [] })
})
