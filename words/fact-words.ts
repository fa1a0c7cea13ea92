import type { TFunction } from 'i18next'
import type { CasePageView } from '../api/cases.ts'
import type { Formats } from './formats.ts'
import type { Money } from './money.ts'
import type { Names } from './names.ts'

export type Fact = CasePageView['facts'][number]
type Data = Readonly<Record<string, unknown>>
type Tools = Formats & { readonly t: TFunction; readonly names: Names }

/** What a fact says in words of its own; shown under its sentence. The rest of its data stands in the sentence. */
const quoted = [
  'title',
  'content',
  'request',
  'reason',
  'text',
  'what',
  'cause',
  'conclusion',
  'summary',
  'effect',
  'person',
  'place',
  'product',
  'respondent',
  'reference',
  'question',
  'unheard',
  'source',
  'legality',
  'recipient',
  'name',
  'executedBy',
  'payment',
  'openTasks',
  'point',
  'judgement',
  'appraiser',
  'subject',
  'recording',
  'post',
  'posted',
] as const

/** What a key means in one kind of fact alone. */
const labels: Readonly<Record<string, string>> = {
  'CallTaken.summary': 'attach-call.summary',
  'CaseArchived.place': 'archive.place',
  'MediationCommissioned.name': 'commission-mediation.name',
  'PromiseKept.text': 'keep-promise.text',
  'PromiseReleased.text': 'release-promise.text',
  'EvidenceAdded.content': 'add-evidence.content',
  'EvidenceAdded.place': 'add-evidence.place',
  'EvidenceHandedOver.place': 'take-over-evidence.place',
}

/** Facts whose sentence depends on a yes or no, or on a word, in them. */
const variants: Readonly<Record<string, (data: Data) => string>> = {
  ValidityDecided: ({ valid }) => yesNo(valid),
  ComplainantContacted: ({ reached }) => yesNo(reached),
  ComplaintAnswered: ({ solved }) => (solved === undefined || solved === null ? 'unknown' : yesNo(solved)),
  CalledBack: ({ reached, satisfied }) =>
    reached === false
      ? 'no'
      : satisfied === undefined || satisfied === null
        ? 'open'
        : satisfied
          ? 'satisfied'
          : 'dissatisfied',
  AnswerRecorded: ({ response }) => String(response),
  ReviewRequested: ({ kind }) => String(kind),
  ReviewDecided: ({ granted }) => yesNo(granted),
  CaseGraded: ({ by, counted, reverts }) => (reverts ? 'reverts' : counted ? 'counted' : String(by)),
  LiabilityDecided: ({ staff }) => (staff ? 'staff' : 'unit'),
  RecusalDeclared: ({ by }) => String(by),
  EvidenceAdded: ({ kind }) => String(kind),
  ReportRevised: ({ fell }) => (Array.isArray(fell) && fell.length > 0 ? 'fell' : 'plain'),
  EvidenceHandedOver: ({ sealIntact }) => (sealIntact ? 'intact' : 'broken'),
  PlanLineChanged: ({ state }) => String(state),
  AppraisalEnded: ({ came }) => (came ? 'came' : 'none'),
  RectificationReturned: ({ until }) => (until ? 'day' : 'same'),
  ObligationMet: ({ late }) => (late ? 'late' : 'intime'),
  ObligationMoved: ({ from, due }) => (from === due ? 'confirmed' : 'moved'),
  RemedyProposed: ({ total }) => (total ? 'sum' : 'free'),
  CrisisActed: ({ did }) => String(did),
  TaskMediated: ({ agreed }) => yesNo(agreed),
  TaskClosed: ({ reason }) => (reason === undefined ? 'done' : 'needless'),
  MediationEnded: ({ agreed }) => yesNo(agreed),
}

/** Groups by which the story can be filtered. */
export type StoryKind = 'handling' | 'contact' | 'time'
const contacts = new Set([
  'StatementAdded',
  'CallTaken',
  'RecordingLinked',
  'ComplaintAcknowledged',
  'ComplainantContacted',
  'ComplainantInformed',
  'ComplaintAnswered',
  'AnswerRecorded',
  'CalledBack',
  'SurveyAnswered',
  'ReviewRequested',
  'InformationRequested',
  'InformationReceived',
  'PromiseMade',
  'PromiseKept',
  'PromiseReleased',
])

export function kindOf(fact: Fact): StoryKind {
  if (fact.type.startsWith('Obligation') || fact.type === 'CalendarChanged') return 'time'
  return contacts.has(fact.type) ? 'contact' : 'handling'
}

/** A fact as one plain sentence. */
export function sentenceOf(fact: Fact, tools: Tools): string {
  const context = variants[fact.type]?.(fact.data)
  return tools.t(`facts:${fact.type}`, { ...valuesOf(fact.data, tools), ...(context && { context }) })
}

/** Who or what brought a fact about. */
export function authorOf({ by, origin }: Fact, t: TFunction): string {
  if (origin === 'time') return t('codes:by.time')
  if (origin === 'rule' || by.kind === 'rules') return t('codes:by.rules')
  return by.name ?? t(`codes:by.${by.kind}`)
}

/** The clause behind a fact that a rule made, from `pack@hash#obligations.name`, as one would cite it. */
export function ruleWords(rule: string, names: Names, t: TFunction): string {
  const [, pack = rule, path = ''] = /^([^@]+)@[^#]+#(.*)$/.exec(rule) ?? []
  const found = names.catalogue?.packs
    .find((one) => one.id === pack)
    ?.duties.find((one) => path === `obligations.${one.id}`)
  const clause = found === undefined ? '' : found.clause === 'design' ? t('duties.design') : found.clause
  return t('story.ruleOf', { pack: names.pack(pack), clause }).trim()
}

/** The free texts of a fact with their labels; null where they were erased or may not be read. A number names a line elsewhere. */
export function quotesOf(fact: Fact, t: TFunction): { label: string; text: string | null }[] {
  const own = quoted.flatMap((key) =>
    key in fact.data && typeof fact.data[key] !== 'number'
      ? [{ label: t(`fields:${labels[`${fact.type}.${key}`] ?? key}`), text: textOf(fact.data[key]) }]
      : [],
  )
  return [...own, ...listedQuotes(fact.data, t)]
}

function listedQuotes({ questions, fields, lines }: Data, t: TFunction) {
  const asked = Array.isArray(questions)
    ? questions.map((text, at) => ({ label: t('fields:questionOf', { at: at + 1 }), text: textOf(text) }))
    : []
  const added = Array.isArray(fields)
    ? fields.map(({ field, value }: { field: string; value: unknown }) => ({
        label: t(`fields:${field === 'happenedat' ? 'happenedAt' : field}`),
        text: textOf(value),
      }))
    : []
  return [...asked, ...planned(lines, t), ...added]
}

/** Who is to be heard and what to be got, by the plan; its questions stand by themselves. */
function planned(lines: unknown, t: TFunction) {
  const all = (Array.isArray(lines) ? lines : []) as readonly { line?: number; kind: string; what?: unknown }[]
  return all
    .filter(({ line, kind }) => line !== undefined && kind !== 'question')
    .map(({ kind, what }) => ({ label: t(`codes:plan-kind.${kind}`), text: textOf(what) }))
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** The clear values of a fact as words, under the names that the sentences use. */
function valuesOf(data: Data, { t, names, at, money, duration, allowance }: Tools): Record<string, string> {
  const regime = text(data.regime)
  const code = (group: string, value: unknown) =>
    typeof value === 'string' ? t([`codes:${group}.${value}`, 'codes:unknown'], { value }) : ''
  const party = data.party as { role?: string; name?: string | null } | undefined
  return {
    number: text(data.number),
    channel: names.channel(text(data.channel)),
    unit: names.unit(text(data.unit)),
    to: Array.isArray(data.to)
      ? data.to.map((post) => names.post(String(post))).join(t('time:comma'))
      : names.unit(text(data.to)),
    opinion: code('opinion', data.opinion),
    lawsuit: code('lawsuit', data.lawsuit),
    media: code('media', data.media),
    outsideHelp: t(`codes:outsideHelp.${yesNo(data.outsideHelp)}`),
    ourFault: t(`codes:ourFault.${yesNo(data.ourFault)}`),
    evidence: text(data.evidence),
    holder: names.person(text(data.from)),
    how: code('how', data.how),
    handler: names.person(text(data.handler)),
    staff: names.person(text(data.staff)),
    talk: typeof data.seconds === 'number' ? duration(data.seconds * 1000, false) : '',
    members: (Array.isArray(data.members) ? data.members : [])
      .map((one) => names.person(String(one)))
      .join(t('time:comma')),
    since: text(data.since),
    promise: text(data.promise),
    task: text(data.task),
    act: text(data.act),
    mediation: text(data.mediation),
    mediator: code('mediator', data.mediator),
    metAt: moment(data.metAt, at),
    grade: names.grade(text(data.grade), regime),
    regime: names.pack(regime),
    duty: names.duty(regime, text(data.duty)),
    axes: Object.entries((data.axes ?? {}) as Record<string, string>)
      .map(([axis, value]) =>
        t('time:pair', { name: names.axis(regime, axis), value: names.axisValue(regime, axis, value) }),
      )
      .join(t('time:semicolon')),
    scores: Object.entries((data.scores ?? {}) as Record<string, number>)
      .map(([one, score]) => `${names.dimension(one)} ${score}`)
      .join(t('time:semicolon')),
    condition: names.condition(text(data.condition)),
    post: noPost.includes(text(data.post)) ? t(`codes:by.${text(data.post)}`) : names.post(text(data.post)),
    from: code('from', data.from),
    method: code('method', data.method),
    methods: (Array.isArray(data.methods) ? data.methods : []).map((one) => code('method', one)).join(t('time:comma')),
    bears: code('bears', data.bears),
    outcome: code('outcome', data.outcome),
    result: code('result', data.result),
    link: code('link-kind', data.kind),
    kind: code('kind', data.kind),
    version: text(data.version),
    line: text(data.line),
    one: text(data.one),
    other: text(data.other),
    contradiction: text(data.contradiction),
    appraisal: text(data.appraisal),
    reportRole: code('report-role', data.role),
    fell: (Array.isArray(data.fell) ? data.fell : [])
      .map(({ staff }: { staff: string }) => names.person(staff))
      .join(t('time:comma')),
    role: party ? code('role', party.role) : '',
    partyName: party?.name ?? '',
    why: code('why', data.why),
    share: text(data.share),
    people: text(data.people),
    cases: text(data.cases),
    allowance: typeof data.to === 'string' ? allowance(data.to) : '',
    proposal: text(data.proposal),
    step: text(data.step),
    tell: tellWords(data.tell, names, t),
    total: data.total ? money(data.total as Money) : '',
    due: moment(data.due, at),
    before: typeof data.from === 'string' && /^\d{4}-/.test(data.from) ? at(data.from) : '',
    notice: text(data.notice),
    start: moment(data.start, at),
    until: moment(data.until, at),
    executedAt: moment(data.executedAt, at),
    day: text(data.until),
    percent: text(data.percent),
    owner: names.person(text(data.owner)),
    rectification: code('rectification-kind', data.kind),
    moment: moment(data.at, at),
    retainUntil: text(data.retainUntil),
    remaining: typeof data.remaining === 'number' ? duration(data.remaining, false) : '',
  }
}

/** What stands in the place of a post and is none. */
const noPost: readonly string[] = ['system', 'crisis-team']

function tellWords(tell: unknown, names: Names, t: TFunction): string {
  if (!Array.isArray(tell) || tell.length === 0) return t('codes:nobody')
  return tell.map((post) => told[String(post)]?.(t) ?? names.post(String(post))).join(t('time:comma'))
}

/** Whom a ladder names that is no post. */
const told: Readonly<Record<string, (t: TFunction) => string>> = {
  handler: (t) => t('fields:handler'),
  owner: (t) => t('codes:told.owner'),
}

function moment(value: unknown, at: (iso: string) => string): string {
  return typeof value === 'string' ? at(value) : ''
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

function yesNo(value: unknown): string {
  return value ? 'yes' : 'no'
}
