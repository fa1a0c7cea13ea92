import { describe, expect, it } from 'vitest'
import { assertSafeServer } from './safe-settings.ts'

const GOOD = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', data_checksums: 'on' }

describe('a database server', () => {
  it.each([150_009, 150_012, 160_005, 170_001, 180_000, 190_001])('is safe in version %i', async (version) => {
    expect(await problems({ version })).toEqual([])
  })

  it.each([90_624, 140_022, 150_008, 160_004, 170_000])('is too old in version %i', async (version) => {
    const [problem] = await problems({ version, version_text: 'x.y' })
    expect(problem?.zh).toContain('数据库版本 x.y 过低')
    expect(problem?.en).toContain('The database version x.y is too old')
  })

  it.each(Object.keys(GOOD))('is refused with %s off', async (name) => {
    const found = await problems({ [name]: 'off' })
    expect(found).toHaveLength(1)
    expect(`${found[0]?.en}`).toContain(name.replace('_', name === 'data_checksums' ? ' ' : '_'))
  })

  it.each(['remote_apply', 'remote_write', 'local'])(
    'may wait for its standby: synchronous_commit = %s',
    async (value) => {
      expect(await problems({ synchronous_commit: value })).toEqual([])
    },
  )

  it.each([59_000, -59_000])('may have a clock %i ms off', async (gap) => {
    expect(await problems({ clock_ms: Date.now() + gap })).toEqual([])
  })

  it.each([
    [61_500, '快', 'ahead of'],
    [-61_500, '慢', 'behind'],
  ])('may not have a clock %i ms off', async (gap, zh, en) => {
    const [problem] = await problems({ clock_ms: Date.now() + gap })
    expect(problem?.zh).toContain(zh)
    expect(problem?.en).toContain(en)
  })

  it('is told all its faults at once', async () => {
    expect(await problems({ version: 1, fsync: 'off', synchronous_commit: 'off', clock_ms: 0 })).toHaveLength(4)
  })
})

function problems(row: Record<string, unknown>) {
  const full = { version: 180_004, version_text: '18.4', ...GOOD, clock_ms: Date.now(), ...row }
  return assertSafeServer({ query: async () => ({ rows: [full] }) })
}
