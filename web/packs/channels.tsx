import { useTranslation } from 'react-i18next'
import { lastValue } from '../../core/policy/pack-in-force.ts'
import type { Pack } from '../../core/policy/pack-shape.ts'
import { useFormats } from '../ui/formats.ts'
import { Clause, Listed } from './clause.tsx'
import { usePackNames } from './pack-names.ts'

/** The ways by which complaints come, each with what its rules ask. */
export function Channels({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { say, post } = usePackNames(pack)
  const { allowance } = useFormats()
  return (
    <Listed title={t('packs.channels')}>
      {Object.entries(pack.intake.channels).map(
        ([id, { name, posted, pass_on_only, after_investigation, opened, source }]) => {
          const every = opened && lastValue(opened.every)
          const rules = [
            posted?.answered_there && t('packs.channel.answeredThere'),
            pass_on_only &&
              t('packs.channel.passOnOnly', { posts: pass_on_only.posts.map(post).join(t('time:comma')) }),
            after_investigation && t('packs.channel.afterInvestigation'),
            every && t('packs.channel.opened', { every: allowance(every), count: opened.people }),
          ]
          const words = [say(name), ...rules].filter(Boolean).join(t('time:semicolon'))
          return <Clause key={id} words={words} source={source} />
        },
      )}
    </Listed>
  )
}
