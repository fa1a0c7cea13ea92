import type { ReactNode } from 'react'
import type { PortalPage } from '../../api/portal.ts'
import { ChoiceField, type FormOf, Hidden, LineField, TextField } from './field.tsx'
import { type Labels, Problems, sayProblems } from './problems.tsx'
import { useReading } from './reading.ts'
import { fill, type Words } from './words.ts'

type Filing = Extract<PortalPage, { page: 'file' }>

/** The four steps of a complaint: all on one page without a script, one after the other with it. */
export function FilePage({ form, units, today, key: _, ...page }: Filing & { formKey?: string }) {
  return <Steps form={form} units={units} today={today} {...page} />
}
