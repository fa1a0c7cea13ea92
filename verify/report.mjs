/**
 * The investigation report by the facts alone: its latest version, in which roles it was signed, whether somebody refused it,
 * and how many signatures fell with revisions. Faults are signatures that name another text than the one that stood then, or that
 * contradict what came before.
 *
 * @returns `{report, faults}`; `report` is undefined where nobody wrote one
 */
export function reportOf(facts) {
  const faults = []
  let report
  for (const { type, version, data, byId } of facts) {
    const next = takers[type]?.(report, data, byId)
    if (next === undefined) continue
    if (next === false) faults.push({ what: 'signature-contradicts', version })
    else report = next
  }
  return { report, faults }
}

const takers = {
  ReportDrafted: (report, { version, text }) => report === undefined && written(version, 1, text, 0),
  ReportRevised: (report, { version, text, fell }) => {
    const stood = report?.signatures ?? []
    const same = fell.length === stood.length && fell.every(({ role, staff }) => has(stood, role, staff))
    return report !== undefined && same && written(version, report.version + 1, text, report.fallen + fell.length)
  },
  SignatureGiven: (report, { version, mark, role }, staff) => {
    const fits = named(report, version, mark) && !report.refused
    const isNew = fits && report.signatures.every((one) => one.role !== role && one.staff !== staff)
    return isNew && { ...report, signatures: [...report.signatures, { role, staff }] }
  },
  SignatureRefused: (report, { version, mark }) => named(report, version, mark) && { ...report, refused: true },
}

function written(version, expected, text, fallen) {
  return version === expected && { version, mark: text.commitment, signatures: [], refused: false, fallen }
}

function has(signatures, role, staff) {
  return signatures.some((one) => one.role === role && one.staff === staff)
}

/** A signature names the version and the commitment to its text. */
function named(report, version, mark) {
  return report !== undefined && report.version === version && report.mark === mark
}
