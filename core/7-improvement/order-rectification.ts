import { z } from 'zod'
import { postsWith } from '../policy/pack-in-force.ts'
import { day, freeText, id, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'
import { improvementCommand } from './command.ts'
import { deadlineOf } from './deadline.ts'
import { rectificationKinds } from './events.ts'

export const orderRectification = improvementCommand({
  name: 'order-rectification',
  summary: 'Order that the cause of a complaint be put right: what, by whom, until when, and how one will know.',
  statuses: [],
  authority: 'may-order-rectification',
  input: z.strictObject({
    unit: id().meta({ widget: 'unit' }),
    owner: id().meta({ widget: 'person', authority: 'may-rectify' }),
    kind: z.enum(rectificationKinds).default('corrective'),
    measure: freeText(4000),
    criteria: freeText(2000),
    until: day(),
  }),

  decide({ unit, owner, kind, measure, criteria, until }, context) {
    const { spring, pack, calendarHash, zone, now, around, walled } = context
    if (!spring) return refuse('case.unknown')
    if (!around.isUnit(unit)) return refuse('organisation.no-such-unit')
    if (walled.includes(owner)) return refuse('improvement.owner-recused')
    const posts = around.postsOver(owner, unit)
    if (!postsWith(pack, 'may-rectify').some((post) => posts.includes(post)))
      return refuse('improvement.owner-without-post', {}, pack.at('authority.authorities.may-rectify'))
    const deadline = deadlineOf(until, now, zone)
    if (isRefusal(deadline)) return deadline
    const regime = { pack: pack.id, hash: pack.hash, version: pack.content.manifest.version }
    const texts = { measure: sealed(measure), criteria: sealed(criteria) }
    const said = { unit, owner, kind, ...texts, ...deadline }
    return [{ type: 'RectificationOrdered', ...spring, regime, calendar: calendarHash, ...said }]
  },
})
