import { reportRoles } from '../case/report-events.ts'
import type { Pack } from './pack-shape.ts'
import type { PackProblem } from './problem.ts'
import { unknownPosts } from './unknown-posts.ts'

/** What does not fit in how a pack wants complaints investigated: a grade or a post that is not there, a heading twice. */
export function investigationProblems(pack: Pack): PackProblem[] {
  const report = pack.investigation?.report
  if (!report) return []
  const path = ['investigation', 'report']
  const grades = pack.grades.order.map(({ id }) => id)
  const titles = report.sections.flatMap(({ title }) => [title.zh, title.en])
  return [
    ...(report.grades ?? []).flatMap((grade, i) =>
      grades.includes(grade) ? [] : [{ path: [...path, 'grades', i], text: noGrade(grade) }],
    ),
    ...report.sections.flatMap(({ title }, i) =>
      titles.indexOf(title.zh) < 2 * i || titles.indexOf(title.en) < 2 * i
        ? [{ path: [...path, 'sections', i, 'title'], text: headingTwice(title.zh, title.en) }]
        : [],
    ),
    ...reportRoles.flatMap((role) =>
      unknownPosts(pack, report.signatures[role].posts, [...path, 'signatures', role, 'posts']),
    ),
  ]
}

const noGrade = (grade: string) => ({ zh: `没有级别 ${grade}`, en: `there is no grade ${grade}` })
const headingTwice = (zh: string, en: string) => ({
  zh: `标题“${zh}”出现了两次`,
  en: `the heading "${en}" stands twice`,
})
