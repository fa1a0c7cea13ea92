import { queryOptions } from '@tanstack/react-query'
import { fetchCall } from './of-call.ts'

/** Asked again now and then: the news of a call may have been told by another process. */
export const callQuery = queryOptions({ queryKey: ['call'], queryFn: fetchCall, refetchInterval: 5_000 })
