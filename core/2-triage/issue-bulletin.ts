import { z } from 'zod'
import { command } from '../case/command.ts'
import { follows } from '../policy/pack-in-force.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const issueBulletin = command({
  name: 'issue-bulletin',
  summary: 'Tell those above how a grave complaint stands.',
  stages: ['triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-grade',
  input: z.strictObject({
    to: z.array(code()).min(1).max(10).meta({ widget: 'posts' }),
    text: freeText(5000),
  }),
  possible: ({ packs }) =>
    packs.some((pack) => follows(pack, 'BulletinIssued')) ? undefined : refuse('triage.no-bulletins'),

  decide({ to, text }, { pack }) {
    const posts = pack.content.authority.posts
    if (to.some((post) => !posts[post])) return refuse('triage.no-such-post', { known: Object.keys(posts) })
    return [{ type: 'BulletinIssued', to: [...new Set(to)], text: sealed(text) }]
  },
})
