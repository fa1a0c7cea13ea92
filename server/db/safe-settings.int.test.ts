import { Client } from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { assertSafeServer } from './safe-settings.ts'

describe('a real server', () => {
  it('tells of unsafe settings, of the session too', async () => {
    const client = new Client(inject('database').appUrl)
    await client.connect()
    await client.query('set synchronous_commit = off')
    const problems = (await assertSafeServer(client)).map(({ en }) => en.split(' ')[0])
    await client.end()
    expect(problems).toEqual(['fsync', 'synchronous_commit', 'full_page_writes'])
  })
})
