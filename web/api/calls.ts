import type { z } from 'zod'
import type { CalendarList, CheckedYear, calendarStep } from '../../api/calendars.ts'
import type { Hotline } from '../../api/calls.ts'
import type {
  bulk,
  bulkAnswer,
  CasePage,
  CasePageView,
  CaseQuery,
  savedView,
  saveView as saveViewShape,
  Workbench,
} from '../../api/cases.ts'
import type { Catalogue } from '../../api/catalogue.ts'
import type { Comparable } from '../../api/comparable.ts'
import type { DueSamples, EvidenceList } from '../../api/evidence.ts'
import type { Health } from '../../api/health.ts'
import type { ReportTexts } from '../../api/investigation.ts'
import type { Draft, DraftKind, Leaving } from '../../api/language-model.ts'
import type { OrganisationView } from '../../api/organisation.ts'
import type { CheckedPack, packList, packPage, revisionPage, TestedPack, writtenPack } from '../../api/packs.ts'
import type { RadarMembers, RadarPage } from '../../api/radar.ts'
import type { Receipt } from '../../api/receipt.ts'
import type { Me, Setup, setupState } from '../../api/session.ts'
import type { SimilarAnswer, SimilarQuery } from '../../api/similar.ts'
import type { simulationStep } from '../../api/simulation.ts'
import type { statement } from '../../api/statements.ts'
import type { TaskView } from '../../api/tasks.ts'
import type { Proposals, ToldQuery } from '../../api/understanding.ts'
import { call, callLines, download } from './http.ts'

export type SavedView = z.infer<typeof savedView>
export type BulkAnswer = z.infer<typeof bulkAnswer>
export type SetupState = z.infer<typeof setupState>
export type RevealedField = 'phone' | 'email' | 'identity' | 'address'
export type Sent = { readonly key: string; readonly etag?: string }

const post = <T>(path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  call<T>(path, { method: 'POST', body, headers })

export const fetchSetup = () => call<SetupState>('/api/setup', { bare: true })
export const sendSetup = (setup: Setup) => call<void>('/api/setup', { method: 'POST', body: setup, bare: true })

export const fetchMe = () => call<Me>('/api/me', { bare: true })
export const signIn = (login: string, password: string) =>
  call<Me>('/api/session', { method: 'POST', body: { login, password }, bare: true })
export const signOut = () => call<void>('/api/session', { method: 'DELETE', bare: true })
export const changePassword = (old: string, next: string) => post<void>('/api/password', { old, new: next })

export const giveStatement = (id: string, said: z.infer<typeof statement>, { key }: Sent) =>
  post<void>(`/api/statements/${id}`, said, { 'idempotency-key': key })

export const fetchTask = (id: string) => call<TaskView>(`/api/tasks/${id}`)
export const actOnTask = (id: string, act: TaskView['acts'][number], said: object, { key }: Sent) =>
  post<void>(`/api/tasks/${id}/commands/${act}`, said, { 'idempotency-key': key })

export const fetchCatalogue = () => call<Catalogue>('/api/catalogue')
export const fetchHealth = () => call<Health>('/api/health')
export const fetchWorkbench = () => call<Workbench>('/api/workbench')
export const markSeen = (ids: readonly string[]) => post<void>('/api/notices/seen', { ids })

export const searchCases = (query: Partial<CaseQuery>) => post<CasePage>('/api/cases/search', query)
export const exportCases = (query: Partial<CaseQuery>) => download('/api/cases/export', { method: 'POST', body: query })
export const fetchCase = (id: string) => call<CasePageView>(`/api/cases/${id}`)
export const fetchComparable = (id: string) => call<Comparable>(`/api/cases/${id}/comparable`)
export const fetchProposals = (id: string) => call<Proposals>(`/api/cases/${id}/proposals`)
/** That a value proposed for a case is wrong. */
export const sayNo = (id: string, no: { readonly subject: string; readonly value: string }) =>
  post<object>(`/api/cases/${id}/proposals/no`, no)
export const proposeForTold = (told: Partial<ToldQuery>) => post<Proposals>('/api/proposals', told)
export const fetchRadar = () => call<RadarPage>('/api/radar')
export const fetchRadarGroup = (id: string) => call<RadarMembers>(`/api/radar/${id}`)
/** `confirm` links complaints as of the same cause, `split` holds them apart; all of the group where no ids are given. */
export const judgeRadar = (id: string, judgement: 'confirm' | 'split', ids?: readonly string[]) =>
  post<BulkAnswer>(`/api/radar/${id}/${judgement}`, { ids })
export const findSimilar = (asked: SimilarQuery) => post<SimilarAnswer>('/api/cases/similar', asked)
export type PrintedKind = 'sheet' | 'file' | 'report' | 'dossier'
/** With a reason contacts stand in full. */
export const printCase = (id: string, kind: PrintedKind, reason?: string) =>
  download(`/api/cases/${id}/${kind}`, { method: 'POST', body: { reason } })
export const fetchEvidence = (id: string) => call<EvidenceList>(`/api/cases/${id}/evidence`)
export const fetchLeaving = (id: string, kind: DraftKind) => call<Leaving>(`/api/cases/${id}/drafts/${kind}`)
/** Sends to the language model what was seen under the digest, and waits for what it writes. */
export const askDraft = (id: string, kind: DraftKind, digest: string, signal: AbortSignal) =>
  call<Draft>(`/api/cases/${id}/drafts/${kind}`, { method: 'POST', body: { digest }, signal })
export const fetchReport = (id: string) => call<ReportTexts>(`/api/cases/${id}/report`)
export const fetchHotline = () => call<Hotline>('/api/hotline')
export const fetchDueSamples = () => call<DueSamples>('/api/samples')
/** A file that no scanner has looked at, to somebody who says why. */
export const fetchUnscanned = (id: string, file: string, reason: string) =>
  download(`/api/cases/${id}/files/${file}/original`, { method: 'POST', body: { reason } })
export const fileAddress = (id: string, file: string, part: 'preview' | 'cleaned' | 'original') =>
  `/api/cases/${id}/files/${file}/${part}`
export const reveal = (id: string, party: string, field: RevealedField, reason: string) =>
  post<{ value: string | null }>(`/api/cases/${id}/reveal`, { party, field, reason })

/** The case page with what tells of persons in full; the reason is recorded. */
export const openTexts = (id: string, reason: string) => post<CasePageView>(`/api/cases/${id}/opened`, { reason })

/** `key` makes a repeated attempt give the same receipt instead of a second case. */
export const registerCase = (input: unknown, { key }: Sent) =>
  post<Receipt>('/api/cases', input, { 'idempotency-key': key })
export const runCommand = (id: string, command: string, input: unknown, { key, etag }: Sent) =>
  post<Receipt>(`/api/cases/${id}/commands/${command}`, input, {
    'idempotency-key': key,
    ...(etag && { 'if-match': etag }),
  })
export const runBulk = (input: z.infer<typeof bulk>) => post<BulkAnswer>('/api/cases/bulk', input)

export const fetchViews = () => call<SavedView[]>('/api/views')
export const saveView = (view: z.infer<typeof saveViewShape>) => post<SavedView>('/api/views', view)
export const deleteView = (id: string) => call<void>(`/api/views/${id}`, { method: 'DELETE' })

export const fetchDraft = (key: string) => call<{ value: unknown }>(`/api/drafts/${key}`)
export const keepDraft = (key: string, value: unknown) =>
  call<void>(`/api/drafts/${key}`, { method: 'PUT', body: { value } })
export const dropDraft = (key: string) => call<void>(`/api/drafts/${key}`, { method: 'DELETE' })

export const fetchOrganisation = () => call<OrganisationView>('/api/organisation')
/** `name` and input as in the house's commands: add-unit, give-post, propose-revision, … */
export const changeOrganisation = (name: string, input: unknown) =>
  post<{ id: string }>(`/api/organisation/commands/${name}`, input)

export const fetchCalendars = () => call<CalendarList>('/api/calendars')
export const checkYear = (notice: string) => post<CheckedYear>('/api/calendars/check', { notice })
export type CalendarStep = z.infer<typeof calendarStep>
/** Counts the open cases again: `weigh` tells what a notice would move, `follow` puts them under the days known now. */
export const countCases = (
  how: 'weigh' | 'follow',
  notice: string | undefined,
  take: (step: CalendarStep) => void,
  signal: AbortSignal,
) =>
  callLines(
    `/api/calendars/${how}`,
    { method: 'POST', ...(notice !== undefined && { body: { notice } }), signal },
    take,
  )

export type Texts = z.infer<typeof writtenPack>['texts']
export const fetchPacks = () => call<z.infer<typeof packList>>('/api/packs')
export const fetchPack = (id: string) => call<z.infer<typeof packPage>>(`/api/packs/${id}`)
export const fetchWrittenPack = (id: string) => call<z.infer<typeof writtenPack>>(`/api/packs/${id}/texts`)
export const checkPack = (id: string, texts: Texts) => post<CheckedPack>(`/api/packs/${id}/check`, { texts })
export const tryPack = (id: string, texts: Texts) => post<TestedPack>(`/api/packs/${id}/try`, { texts })
export const fetchRevision = (id: string) => call<z.infer<typeof revisionPage>>(`/api/revisions/${id}`)

export type SimulationStep = z.infer<typeof simulationStep>
/** What a version would have made of the stored cases. `of` is the draft of a pack, or a proposed version. */
export const simulate = (of: Simulated, take: (step: SimulationStep) => void, signal: AbortSignal) =>
  'texts' in of
    ? callLines(`/api/packs/${of.pack}/simulate`, { method: 'POST', body: { texts: of.texts }, signal }, take)
    : callLines(`/api/revisions/${of.revision}/simulate`, { method: 'POST', signal }, take)
export type Simulated = { readonly pack: string; readonly texts: Texts } | { readonly revision: string }
