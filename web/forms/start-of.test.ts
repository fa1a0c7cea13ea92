import { expect, it } from 'vitest'
import { startOf } from './start-of.ts'

const row = { unit: 'u', channel: 'phone' }
const report = { current: null, mine: [], signers: [], fallen: [], wanted: false }
const empty = { row, regimes: [], proposal: null, report, promises: [], tasks: [], crisis: null }

it('circumstances begin with what was recorded, and with nothing where nobody did', () => {
  const view = { ...empty, obligations: [] }
  const recorded = { lawsuit: 'likely', media: 'none', outsideHelp: false, ourFault: true } as const
  expect(startOf('record-circumstances', { ...view, circumstances: recorded })).toEqual(recorded)
  expect(startOf('record-circumstances', { ...view, circumstances: null })).toEqual({})
})

it('more time is asked for the one duty that can be given it, by the pack whose rule it is', () => {
  const duty = { duty: 'decide', asked: null }
  const obligations = [
    { ...duty, regime: 'house', extendTo: null },
    { ...duty, regime: 'regulation', extendTo: '30 days' },
  ]
  const view = { ...empty, circumstances: null, obligations }
  expect(startOf('ask-extension', view)).toEqual({ regime: 'regulation', duty: 'decide' })
  const both = obligations.map((one) => ({ ...one, extendTo: '30 days' }))
  expect(startOf('ask-extension', { ...view, obligations: both })).toEqual({})
})
