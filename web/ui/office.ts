import { createContext, use } from 'react'
import type { Me } from '../../api/session.ts'

/** Who is signed in, and how the office counts time. `workingDayMs` is the length of an ordinary working day. */
export type Office = { readonly me: Me; readonly zone: string; readonly workingDayMs: number }

export const OfficeContext = createContext<Office | undefined>(undefined)

/** @throws Error outside of a signed-in page: only those have an office */
export function useOffice(): Office {
  const office = use(OfficeContext)
  if (!office) throw new Error('no office outside of a signed-in page')
  return office
}

/** True where the person holds the authority somewhere. */
export function useMay(authority: string): boolean {
  return useOffice().me.authorities.includes(authority)
}
