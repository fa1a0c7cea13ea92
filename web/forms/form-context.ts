import { createContext, use } from 'react'
import type { CasePageView } from '../../api/cases.ts'
import type { Property } from './schema.ts'

/** What widgets may look at beside their own value: the command, and the case it runs on where there is one. */
export type FormSurroundings = { readonly command: string; readonly view?: CasePageView }

export const FormContext = createContext<FormSurroundings>({ command: '' })

export function useSurroundings(): FormSurroundings {
  return use(FormContext)
}

/** What every widget gets; `id` ties it to its label. */
export type WidgetProps<T = unknown> = {
  readonly id?: string
  readonly value?: T
  readonly onChange?: (value: T | undefined) => void
  readonly onBlur?: () => void
  readonly name: string
  readonly property: Property
}
