import { describe, expect, it } from 'vitest'
import { houseRules } from '../testing/house-rules.ts'
import { authorityTable } from './authority-table.ts'

describe('the authority table', () => {
  const rows = authorityTable(houseRules).split('\n')
  const section = (stage: string) =>
    rows.slice(rows.indexOf(`## ${stage}`) + 2, rows.indexOf('', rows.indexOf(`## ${stage}`) + 2))

  it('names every post in its head', () => {
    expect(section('intake')[0]).toBe(
      '| command | authority | agent | specialist | supervisor | director | auditor | complainant |',
    )
  })

  it('marks who may, who may by sum, and what the complainant may', () => {
    expect(section('resolution')).toContain('| approve | may-approve |  | by sum | by sum | ✓ |  |  |')
    expect(section('intake')).toContain('| register | may-register | ✓ | ✓ | ✓ | ✓ |  | own |')
    expect(section('archive')).toContain('| archive (closed) | may-archive |  | ✓ | ✓ | ✓ |  |  |')
  })

  it('shows the commands of a rectification, which stands beside the stages', () => {
    expect(rows).toContain('| order-rectification | may-order-rectification |  | ✓ | ✓ | ✓ |  |  |')
  })

  it('has a command under each of its stages', () => {
    expect(section('resolution').some((row) => row.startsWith('| approve '))).toBe(true)
    expect(section('intake').some((row) => row.startsWith('| approve '))).toBe(false)
  })
})
