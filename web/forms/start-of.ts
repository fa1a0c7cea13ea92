import type { CasePageView } from '../../api/cases.ts'

type StartView = Pick<CasePageView, 'regimes' | 'proposal' | 'circumstances'> & {
  readonly row: Pick<CasePageView['row'], 'unit' | 'channel'>
}

/** What a form starts with: what the case already says. */
export function startOf(command: string, view: StartView): Record<string, unknown> {
  const { row, regimes, proposal, circumstances } = view
  if (command === 'classify') return { axes: regimes[0]?.axes ?? {} }
  if (command === 'assign' || command === 'decide-liability') return { unit: row.unit }
  if (command === 'record-circumstances') return { ...circumstances }
  if (command === 'propose')
    return {
      lines:
        proposal?.status === 'returned'
          ? proposal.lines.map(({ kind, amount, what, until }) => ({
              kind,
              amount: amount ?? undefined,
              what: what ?? '',
              until: until ?? undefined,
            }))
          : [{ kind: 'apology' }],
    }
  return { channel: row.channel }
}
