/** What a model proposes, as `class_model` calls it: a class on an axis, a grade, or one of the two that no pack is needed for. */
export const axisSubject = (regime: string, axis: string) => `axis:${regime}:${axis}`
export const gradeSubject = (regime: string) => `grade:${regime}`
export const unitSubject = 'unit'
export const handlerSubject = 'handler'

/** Who may decide what a subject is about: the authority of the pack. */
export function authorityOver(subject: string): string {
  if (subject === unitSubject) return 'may-forward'
  if (subject === handlerSubject) return 'may-assign'
  return subject.startsWith('grade:') ? 'may-grade' : 'may-classify'
}
