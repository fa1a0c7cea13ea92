import type { Content, TableCell } from 'pdfmake'
import type { FactRef, ProvenDuty } from '../../api/proof-sheet.ts'
import { across, cell, columnsOf, heading, innerWidth, inRows, joined, layoutOf, table, whole } from './parts.ts'
import { ink, type Look, type Pen } from './pen.ts'
import { shortHash } from './story-table.ts'

const small: Look = { size: 8, color: ink.muted }

/** The proof of time limits: all duties at a glance, then each with clause, beginning, counting, changes, outcome. */
export function proofPages(pen: Pen): Content[] {
  const { paper, t, at, set } = pen
  const { duties, asOf, facts, head } = paper.proof
  const about = t('papers:proof.about', { at: at(asOf), count: facts, head: shortHash(head) })
  return [
    { ...(heading(pen, t('papers:file.proof')) as object), pageBreak: 'before' } as Content,
    ...set(about, innerWidth, small),
    ...restsOn(pen),
    { text: ' ', fontSize: 5 },
    ...(duties.length === 0 ? set(t('papers:proof.noDuties'), innerWidth) : [summary(pen, duties)]),
    ...duties.map((duty, index) => oneDuty(pen, duty, index + 1)),
  ]
}

/** The schemes with their versions, and the notices of days off that were counted by. */
function restsOn({ paper, t, names, set }: Pen): Content[] {
  const { regimes, calendars } = paper.proof
  const schemes = regimes.map(({ pack, name: _, version, document, hash }) =>
    t('papers:proof.scheme', { name: names.pack(pack), document, version, hash: shortHash(hash) }),
  )
  const rests = calendars.map(({ zone, notices }) => {
    const named = notices.map(({ title, number }) => `《${title}》${number ? `（${number}）` : ''}`)
    const key = named.length > 0 ? 'papers:proof.rests' : 'papers:proof.restsPlain'
    return t(key, { zone, notices: named.join(t('time:comma')) })
  })
  return [...schemes, ...rests].flatMap((text) => set(text, innerWidth, small))
}

function summary(pen: Pen, duties: readonly ProvenDuty[]): Content {
  const widths = columnsOf(6, 58, 30, 21, 14)
  const { t, at, set } = pen
  const head = ['', t('papers:field.duty'), t('papers:field.due'), t('papers:field.outcome'), t('papers:field.record')]
  const rows = duties.map((duty, index) =>
    [
      String(index + 1),
      dutyName(pen, duty),
      at(duty.due),
      t(`codes:duty.${duty.outcome.status}`),
      refs(duty).join(' '),
    ].map((text, column) => cell(set(text, widths[column] ?? 0, column === 3 ? outcomeLook(duty) : {}))),
  )
  const titles = head.map((text, at) => cell(set(text, widths[at] ?? 0, { ...small, bold: true }), ink.soft))
  return table(widths, [titles], rows, layoutOf('rows'))
}

/** The numbers of the facts that prove a duty: what began it, what met it. */
function refs({ begins, started, outcome }: ProvenDuty): string[] {
  const all = [begins ?? started, outcome.by ?? outcome.fact ?? outcome.breach]
  return [...new Set(all.flatMap((ref) => (ref ? [`#${ref.version}`] : [])))]
}

function oneDuty(pen: Pen, duty: ProvenDuty, number: number): Content {
  const { t, set, at, allowance } = pen
  const widths = columnsOf(11, 89)
  const [label = 0, value = 0] = widths
  const goesOn = new Set<number>()
  const rows: TableCell[][] = []
  let told = 0
  const tell = (name: string, lines: Content[]) => {
    told += lines.length
    for (const [index, group] of inRows(lines).entries()) {
      if (index > 0) goesOn.add(rows.length + 1)
      rows.push([cell(set(index === 0 ? t(`papers:proof.label.${name}`) : '', label, small)), cell(group)])
    }
  }
  tell('clause', set(clauseOf(pen, duty), value))
  tell('begins', set(beginningOf(pen, duty), value))
  tell('allowance', set(allowance(duty.counted.allowance), value))
  tell('steps', stepsOf(pen, duty, value))
  if (duty.changes.length > 0)
    tell(
      'changes',
      duty.changes.flatMap((change) => set(changeIn(pen, duty, change), value)),
    )
  tell('due', set([at(duty.due), duty.provisional && t('papers:proof.provisional')].filter(Boolean).join('　'), value))
  const records = recordsOf(pen, duty)
  tell('outcome', [
    ...set(outcomeIn(pen, duty), value, outcomeLook(duty)),
    ...(records ? set(records, value, small) : []),
  ])
  const title = `${number}　${dutyName(pen, duty)}`
  const head = across(2, cell(set(title, joined(label, value), { bold: true }), ink.soft))
  return whole(table(widths, [head], rows, layoutOf('rows', goesOn)), told)
}

function dutyName({ t, names }: Pen, { text, round, of }: ProvenDuty): string {
  const said = names.say(text)
  if (of) return `${said}（${t(`codes:thing.${of}`, { number: round })}）`
  return round > 1 ? `${said}（${t('papers:proof.round', { round })}）` : said
}

function clauseOf({ t, names }: Pen, { regime, clause, design }: ProvenDuty): string {
  const pack = names.pack(regime)
  return clause === null
    ? t('papers:proof.design', { pack, why: design ?? '' })
    : t('papers:proof.clause', { pack, clause })
}

function beginningOf(pen: Pen, { counted, begins, started }: ProvenDuty): string {
  const { t, at } = pen
  const fact = begins && { fact: t(`facts:short.${begins.type}`), ref: refIn(pen, begins) }
  const clock = t('papers:proof.clock', { ref: refIn(pen, started) })
  const begun = t(fact ? 'papers:proof.begun' : 'papers:proof.begunAt', { at: at(counted.start), ...fact })
  return `${begun}${t('time:semicolon')}${clock}`
}

/** The steps of the calendar, numbered. */
function stepsOf(pen: Pen, { counted }: ProvenDuty, width: number): Content[] {
  const told = counted.told[pen.language === 'en' ? 'en' : 'zh']
  return told.flatMap((sentence, index) => pen.set(`${index + 1}. ${sentence}`, width))
}

function changeIn(pen: Pen, duty: ProvenDuty, change: ProvenDuty['changes'][number]): string {
  const { t, at, duration, allowance } = pen
  const ref = refIn(pen, change.fact)
  const steps =
    'counted' in change ? change.counted.told[pen.language === 'en' ? 'en' : 'zh'].join(t('time:semicolon')) : ''
  switch (change.kind) {
    case 'paused': {
      const remaining = duration(change.remaining, duty.inWorkingTime)
      return t('papers:proof.paused', { at: at(change.at), remaining, ref })
    }
    case 'resumed':
      return t('papers:proof.resumed', { at: at(change.at), due: at(change.due), ref })
    case 'extended':
      return t('papers:proof.extended', { to: allowance(change.to), due: at(change.due), ref, steps })
    case 'extension-refused':
      return t('papers:proof.extensionRefused', { ref })
    case 'moved': {
      const { notice, from, due } = change
      if (from === due) return t('papers:proof.confirmed', { notice, ref })
      return t('papers:proof.moved', { notice, from: at(from), due: at(due), ref, steps })
    }
  }
}

/** How a duty ended. */
function outcomeIn(pen: Pen, duty: ProvenDuty): string {
  const { t, at, duration, paper } = pen
  const { outcome, due, inWorkingTime } = duty
  const { status, at: met, by, excused } = outcome
  const apart = met === null ? 0 : Math.abs(Date.parse(due) - Date.parse(met))
  const words: Record<typeof status, () => string> = {
    met: () => said(apart === 0 ? 'metSharp' : 'met'),
    'met-late': () => said('met-late'),
    missed: () =>
      excused
        ? t('papers:proof.missedExcused', { why: t(`codes:why.${excused}`) })
        : t('papers:proof.missed', { at: at(paper.proof.asOf) }),
    running: () => t('papers:proof.running'),
    paused: () => t('papers:proof.pausedNow', { remaining: duration(remainingOf(duty), inWorkingTime) }),
    cancelled: () => t('papers:proof.cancelled', { why: excused ? t(`codes:why.${excused}`) : '' }),
    unknown: () => t('papers:proof.unknown'),
  }
  const said = (key: string) =>
    t(`papers:proof.${key}`, {
      at: at(met ?? due),
      by: by ? t('papers:proof.by', { fact: t(`facts:short.${by.type}`), ref: refIn(pen, by) }) : '',
      length: duration(apart, false),
    })
  return words[status]()
}

/** By which records the rules and the clock wrote the outcome down. */
function recordsOf(pen: Pen, { outcome: { fact, breach } }: ProvenDuty): string {
  const shown = [breach && pen.t('papers:proof.breach', { ref: refIn(pen, breach) }), fact && refIn(pen, fact)]
  const refs = shown.filter(Boolean).join(pen.t('time:comma'))
  return refs && pen.t('papers:proof.records', { refs })
}

/** What was left when the clock was stopped last, in ms. */
function remainingOf({ changes }: ProvenDuty): number {
  const paused = changes.findLast(({ kind }) => kind === 'paused')
  return paused?.kind === 'paused' ? paused.remaining : 0
}

function outcomeLook({ outcome: { status } }: ProvenDuty): Look {
  return status === 'missed' || status === 'met-late' ? { color: ink.red, bold: true } : { bold: true }
}

function refIn({ t }: Pen, ref: FactRef | null): string {
  return ref ? t('papers:proof.ref', { version: ref.version, hash: shortHash(ref.hash) }) : t('papers:proof.unrecorded')
}
