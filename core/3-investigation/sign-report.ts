import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { signersOf } from '../case/report.ts'
import { reportRoles } from '../case/report-events.ts'
import { mayNotSign, rolesOf } from '../case/report-signers.ts'
import { refuse } from '../shared/refusal.ts'

export const signReport = command({
  name: 'sign-report',
  summary: 'Sign the present version of the investigation report in one of the three roles.',
  stages: ['investigation'],
  authority: 'may-read',
  signed: true,
  input: z.strictObject({
    /** The version that was read. */
    version: z.int().min(1).meta({ widget: 'hidden' }),
    role: z.enum(reportRoles).meta({ widget: 'report-role' }),
  }),
  posts: (context, { role }) => signersOf(role, context),
  possible: (context) => mayNotSign(context) ?? signedAlready(context),

  decide({ version, role }, context) {
    const { report } = context.state
    if (!report) return refuse('report.none')
    if (report.version !== version) return refuse('report.replaced', { version: report.version })
    if (!rolesOf(context).includes(role))
      return refuse('report.role-not-yours', { role, posts: signersOf(role, context) })
    if (report.signatures.some((one) => one.role === role)) return refuse('report.role-taken', { role })
    return [{ type: 'SignatureGiven', version, mark: report.mark, role, signed: 'password' }]
  },
})

/** Three roles are three people. */
function signedAlready({ state, actor }: Context) {
  const before = state.report?.signatures.some(({ staff }) => staff === actor.id)
  return before ? refuse('report.signed-already') : undefined
}
