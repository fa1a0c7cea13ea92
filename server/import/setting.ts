import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import { ImportRefused } from './fields.ts'
import type { MapFile } from './map-file.ts'
import type { Setting } from './record.ts'

type Given = Pick<Setting, 'columns' | 'zone' | 'unit' | 'now'> & { readonly map: MapFile | undefined }

/**
 * What the rows of a file are read against under a pack; a mapping may say another zone.
 *
 * @throws ImportRefused where the mapping names a channel that the pack does not have
 */
export function settingUnder({ content }: PackInForce, { map, ...given }: Given): Setting {
  return {
    ...given,
    zone: map?.zone ?? given.zone,
    dateFormat: map?.dateFormat,
    channels: channelsOf(content.intake.channels, map?.channel),
    answerChannels: channelsOf(content.feedback.channels, map?.answerChannel),
  }
}

/** Files without a channel are exports of a web site more often than anything else; a mapping can say otherwise. */
function channelsOf(known: Setting['channels']['known'], wished: string | undefined): Setting['channels'] {
  const otherwise = wished ?? ('web' in known ? 'web' : Object.keys(known)[0])
  if (otherwise !== undefined && otherwise in known) return { known, otherwise }
  throw new ImportRefused('import.no-such-channel', { channel: wished, known: Object.keys(known) })
}
