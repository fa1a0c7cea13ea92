import type { Bagged } from '../../core/understanding/matrix.ts'
import { type Letters, normalUnits } from '../../core/understanding/normalise.ts'

/** What is looked at of a complaint. Its title says in few words what it is about, so it counts three times. */
export function complaintText(title: string, content: string): string {
  return title === '' ? content : `${title}\n${title}\n${title}\n${content}`
}

/** The same as it is compared, with how many of its first letters are the title. */
export function complaintUnits(title: string, content: string, letters: Letters): Required<Bagged> {
  const units = normalUnits(complaintText(title, content), letters)
  return { units, titled: title === '' ? 0 : normalUnits(title, letters).length }
}
