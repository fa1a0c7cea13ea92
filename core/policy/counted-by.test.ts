import { expect, it } from 'vitest'
import { askExtension } from '../4-resolution/ask-extension.ts'
import { decideExtension } from '../4-resolution/decide-extension.ts'
import { answer } from '../5-feedback/answer.ts'
import { colleague, given, registered } from '../testing/given.ts'
import { houseFiles, houseRules } from '../testing/house-rules.ts'
import { clock, office } from '../testing/office.ts'
import { countedBy } from './counted-by.ts'
import { type PackInForce, packInForce } from './pack-in-force.ts'
import { pack } from './pack-shape.ts'

const source = { design: 'for tests' }

function counting(rule: object): PackInForce {
  const manifest = { ...houseFiles.manifest, id: 'abroad', counting: { ...rule, source } }
  return packInForce(pack.parse({ ...houseFiles, manifest }), 'e'.repeat(64))
}

const london = counting({ last_day_off: 'stays', ends: 'midnight', zone: 'Europe/London' })
/** By the clock of London in winter. */
const there = (text: string) =>
  Temporal.Instant.from(`${text.replace(' ', 'T')}Z`).toString({ fractionalSecondDigits: 3 })

/** Received on Tuesday at three in the morning in Shanghai, when it is Monday evening in London. */
const story = given()
  .under(houseRules, london)
  .at('2026-01-06 03:00')
  .given(registered(), { type: 'CaseAccepted', conditions: [] })
const dues = (of: typeof story, duty: string) =>
  Object.fromEntries(of.state.obligations.filter((one) => one.duty === duty).map((one) => [one.regime, one.due]))

it('two packs of different zones on one complaint count their own days, hours and ends', () => {
  expect(dues(story, 'done')).toEqual({ house: clock('2026-01-13 18:00'), abroad: there('2026-01-13 00:00') })
  expect(dues(story, 'respond')).toEqual({ house: clock('2026-01-07 03:00'), abroad: clock('2026-01-07 03:00') })
})

it('more time is counted as the pack counts', () => {
  const asked = story
    .at('2026-01-07 10:00')
    .when(askExtension, { regime: 'abroad', duty: 'done', reason: 'an appraisal' })
  const given = asked.when(
    decideExtension,
    { extend: true, reason: 'agreed', channel: 'phone', text: 'It takes longer.' },
    colleague,
  )
  expect(dues(given, 'done')).toEqual({ house: clock('2026-01-13 18:00'), abroad: there('2026-01-20 00:00') })
})

it('a last day off is put off by the one and not by the other', () => {
  const answered = story.at('2026-02-09 10:00').when(answer, { channel: 'phone', text: 'Our mistake.', solved: true })
  expect(dues(answered, 'call-back')).toEqual({ house: clock('2026-02-24 18:00'), abroad: there('2026-02-17 00:00') })
})

it('a pack that names no rule counts by the calendar as it is', () => {
  expect(countedBy(houseRules, office)).toBe(office)
  expect(countedBy(london, office)).toBe(countedBy(london, office))
})
