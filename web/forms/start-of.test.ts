import { expect, it } from 'vitest'
import { startOf } from './start-of.ts'

it('circumstances begin with what was recorded, and with nothing where nobody did', () => {
  const view = { row: { unit: 'u', channel: 'phone' }, regimes: [], proposal: null }
  const recorded = { lawsuit: 'likely', media: 'none', outsideHelp: false, ourFault: true } as const
  expect(startOf('record-circumstances', { ...view, circumstances: recorded })).toEqual(recorded)
  expect(startOf('record-circumstances', { ...view, circumstances: null })).toEqual({})
})
