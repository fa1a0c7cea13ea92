import { z } from 'zod'
import { command } from '../case/command.ts'
import { signersOf } from '../case/report.ts'
import { reportRoles } from '../case/report-events.ts'
import { mayNotSign, rolesOf } from '../case/report-signers.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const refuseSignature = command({
  name: 'refuse-signature',
  summary:
    'Refuse to sign the present version of the investigation report, also after having signed it; it has to be revised.',
  stages: ['investigation'],
  authority: 'may-read',
  signed: true,
  input: z.strictObject({ version: z.int().min(1).meta({ widget: 'hidden' }), reason: freeText(2000) }),
  posts: (context) => reportRoles.flatMap((role) => signersOf(role, context)),
  possible: mayNotSign,

  decide({ version, reason }, context) {
    const { report } = context.state
    if (!report) return refuse('report.none')
    if (report.version !== version) return refuse('report.replaced', { version: report.version })
    const signed = report.signatures.find(({ staff }) => staff === context.actor.id)?.role
    const role = signed ?? rolesOf(context)[0]
    if (!role) return refuse('report.not-for-you')
    return [{ type: 'SignatureRefused', version, mark: report.mark, role, reason: sealed(reason), signed: 'password' }]
  },
})
