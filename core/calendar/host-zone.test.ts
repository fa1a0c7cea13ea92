import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
]
const probe = fileURLToPath(new URL('testing/host-zone.probe.ts', import.meta.url))
const run = promisify(execFile)

it('answers are the same in every time zone of the host', { timeout: 60_000 }, async () => {
  const digests = new Map<string, string>()
  const queue = [...ZONES]
  const worker = async () => {
    for (let zone = queue.shift(); zone !== undefined; zone = queue.shift())
      digests.set(zone, (await run(process.execPath, [probe], { env: { ...process.env, TZ: zone } })).stdout)
  }
  await Promise.all([worker(), worker()])
  expect(digests.get('UTC')).toMatch(/^[0-9a-f]{64}$/)
  expect(new Set(digests.values()).size).toBe(1)
  expect(digests.size).toBe(12)
})
