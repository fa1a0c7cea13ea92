import { expect, it } from 'vitest'
import { allFailpoints, failpointDrill } from './failpoints/drill.ts'

/** One of each kind: a part is on the disk and not synced, a name without its directory, a commit without its answer. */
const some = [
  'upload.before-sync',
  'upload.read-back',
  'vault.renamed',
  'command.upload-taken',
  'command.signed',
  'transaction.committed',
  'publish.notes-synced',
  'outbox.sent',
  'door.reply-taken',
]

it('nothing acknowledged is missing or torn after a death at a failpoint', async () => {
  expect(allFailpoints()).toEqual(expect.arrayContaining(some))
  const fates = await failpointDrill(some, () => {})
  expect(fates.map(({ name, reached, findings }) => ({ name, reached, findings }))).toEqual(
    some.map((name) => ({ name, reached: true, findings: [] })),
  )
}, 600_000)
