import { describe, expect, it } from 'vitest'
import { complainant, everybody, given, registered } from '../testing/given.ts'
import { mostOffered, offerFile } from './offer-file.ts'

const id = (at: number) => `0198c0de-0000-7000-8000-${String(at).padStart(12, '0')}`
const photograph = (at: number) => ({
  id: id(at),
  size: 12,
  hash: String(at).padStart(64, '0'),
  type: 'image/jpeg',
  name: `${at}.jpg`,
})

describe('a file of the complainant', () => {
  it('stands in the list of evidence as offered, once however often it is sent', () => {
    given(registered())
      .uploaded(photograph(1))
      .when(offerFile, { upload: id(1) }, complainant)
      .thenEvents('EvidenceAdded')
      .thenState(({ evidence }) => expect(evidence).toMatchObject([{ number: 1, kind: 'electronic', offered: true }]))
      .uploaded({ ...photograph(1), id: id(2) })
      .when(offerFile, { upload: id(2) }, complainant)
      .thenState(({ evidence }) => expect(evidence).toHaveLength(1))
  })

  it('has to be there, to be what its name says, and to be one of thirty', () => {
    given(registered())
      .when(offerFile, { upload: id(1) }, complainant)
      .thenRefused('evidence.no-such-upload')
    given(registered())
      .uploaded({ ...photograph(1), type: 'application/octet-stream' })
      .when(offerFile, { upload: id(1) }, complainant)
      .thenRefused('evidence.type-not-taken')
    const full = Array.from({ length: mostOffered }, (_, at) => photograph(at + 1)).reduce(
      (story, file) => story.uploaded(file).when(offerFile, { upload: file.id }, complainant),
      given(registered()),
    )
    full
      .uploaded(photograph(99))
      .when(offerFile, { upload: id(99) }, complainant)
      .thenRefused('evidence.too-many-offered')
  })

  it('is nobody else’s to offer', () => {
    given(registered())
      .uploaded(photograph(1))
      .when(offerFile, { upload: id(1) }, everybody)
      .thenRefused('case.no-authority')
  })
})
