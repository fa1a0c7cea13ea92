import { maskSensitive } from '../core/understanding/sensitive.ts'
import type { KeyRing } from './crypto/key-ring.ts'

/**
 * The title of a case a second time, sealed in its row: a list then opens one small box a line instead of the whole
 * registration. Lists have many readers: what a title gives away of persons is masked in it. Whoever erases the
 * complainant's values has to set it to null as well.
 */
export function sealTitle(ring: KeyRing, caseId: string, title: string): Buffer {
  return ring.sealRow(place(caseId), maskSensitive(title))
}

/** The title for those who may see the row; empty where it was erased. */
export function openTitle(ring: KeyRing, caseId: string, box: Buffer | null): string {
  return box ? ring.openRow(place(caseId), box) : ''
}

function place(caseId: string): string {
  return `case_row|title|${caseId}`
}
