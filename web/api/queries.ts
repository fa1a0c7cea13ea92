import { queryOptions } from '@tanstack/react-query'
import i18next from 'i18next'
import type { DraftKind } from '../../api/language-model.ts'
import * as calls from './calls.ts'
import { Refused } from './http.ts'

/** Numbers of a lamp age by the minute, so lists that show lamps are asked again although nothing happened. */
const minute = 60_000

// Asked once: a second asking while somebody signs in would put the form away with what was typed.
const asked = { refetchOnWindowFocus: false, refetchOnReconnect: false, retryOnMount: false } as const
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: calls.fetchMe,
  retry: againUnlessRefused,
  staleTime: Infinity,
  ...asked,
})
export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: setupOrClosed, staleTime: Infinity, ...asked })
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: calls.fetchCatalogue,
  staleTime: 30 * minute,
})
/** Asked by those who look after the house. */
export const healthQuery = queryOptions({ queryKey: ['health'], queryFn: calls.fetchHealth, refetchInterval: minute })
export const workbenchQuery = queryOptions({
  queryKey: ['workbench'],
  queryFn: calls.fetchWorkbench,
  refetchInterval: minute,
})
export const viewsQuery = queryOptions({ queryKey: ['views'], queryFn: calls.fetchViews, staleTime: 5 * minute })
export const organisationQuery = queryOptions({ queryKey: ['organisation'], queryFn: calls.fetchOrganisation })

// What a due moment rests on is told in one language: in another the case is asked for again.
export const caseQueryOf = (id: string) =>
  queryOptions({
    queryKey: ['case', id, i18next.language],
    queryFn: () => calls.fetchCase(id),
    refetchInterval: minute,
  })

// Below the case's own key: what changes the case may have changed its evidence.
export const evidenceQueryOf = (id: string) =>
  queryOptions({ queryKey: ['case', id, 'evidence'], queryFn: () => calls.fetchEvidence(id) })
// Below the case's own key too: another class or grade has other cases beside it.
export const comparableQueryOf = (id: string) =>
  queryOptions({ queryKey: ['case', id, 'comparable'], queryFn: () => calls.fetchComparable(id), staleTime: minute })
export const proposalsQueryOf = (id: string) =>
  queryOptions({ queryKey: ['case', id, 'proposals'], queryFn: () => calls.fetchProposals(id), ...asked })
// Not below the case's own key: what somebody reads before it leaves stays as it is until it is asked for again.
export const leavingQueryOf = (id: string, kind: DraftKind) =>
  queryOptions({
    queryKey: ['leaving', id, kind, i18next.language],
    queryFn: () => calls.fetchLeaving(id, kind),
    gcTime: 0,
    ...asked,
  })
export const taskQueryOf = (id: string) =>
  queryOptions({ queryKey: ['task', id], queryFn: () => calls.fetchTask(id), ...asked })
export const reportQueryOf = (id: string) =>
  queryOptions({ queryKey: ['case', id, 'report', i18next.language], queryFn: () => calls.fetchReport(id) })
// Reading it is recorded with every complaint in it, so it is not asked for by the minute.
export const radarQuery = queryOptions({ queryKey: ['radar'], queryFn: calls.fetchRadar, staleTime: minute })
export const radarGroupQueryOf = (id: string) =>
  queryOptions({ queryKey: ['radar', id], queryFn: () => calls.fetchRadarGroup(id), refetchOnWindowFocus: false })
export const samplesQuery = queryOptions({ queryKey: ['samples'], queryFn: calls.fetchDueSamples, staleTime: minute })

export const calendarsQuery = queryOptions({ queryKey: ['calendars'], queryFn: calls.fetchCalendars, ...asked })

export const packsQuery = queryOptions({ queryKey: ['packs'], queryFn: calls.fetchPacks })
export const packQueryOf = (id: string) => queryOptions({ queryKey: ['packs', id], queryFn: () => calls.fetchPack(id) })
// A form that is being filled is not fetched anew under the hand that writes in it.
export const writtenPackQueryOf = (id: string) =>
  queryOptions({ queryKey: ['packs', id, 'texts'], queryFn: () => calls.fetchWrittenPack(id), ...asked })
export const revisionQueryOf = (id: string) =>
  queryOptions({ queryKey: ['packs', 'revision', id], queryFn: () => calls.fetchRevision(id) })

/** A refusal stays a refusal; only a broken line or a busy server is worth another try. */
export function againUnlessRefused(failures: number, error: Error): boolean {
  const final = error instanceof Refused && error.status >= 400 && error.status < 500
  return !final && failures < 2
}

async function setupOrClosed(): Promise<calls.SetupState> {
  try {
    return await calls.fetchSetup()
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return { open: false, packs: [] }
    throw error
  }
}

/** Who takes calls, and who of them is there. */
export const hotlineQuery = queryOptions({
  queryKey: ['hotline'],
  queryFn: calls.fetchHotline,
  refetchInterval: minute,
})
