import { describe, expect, it } from 'vitest'
import { type Broken, problemsAfter } from '../testing/problems-after.ts'

type Asked = { readonly grades?: string[]; readonly leader?: string; readonly headings?: string[] }

function aReport({ grades, leader = 'director', headings = ['Facts'] }: Asked) {
  const source = { design: 'for tests' }
  const by = (post: string) => ({ posts: [post], source })
  const sections = headings.map((en, i) => ({ id: `s${i}`, title: { zh: `事实${en}`, en }, source }))
  const signatures = { investigator: by('specialist'), responsible: by('supervisor'), leader: by(leader) }
  return { sections, signatures, source, ...(grades && { grades }) }
}

describe('what a pack asks of a report', () => {
  it.each<[string, (files: Broken) => void, string]>([
    [
      'a report of a grade that there is not',
      (f) => {
        f.investigation = { report: aReport({ grades: ['grave'] }) }
      },
      'investigation.report.grades.0: there is no grade grave',
    ],
    [
      'a report signed by a post that there is not',
      (f) => {
        f.investigation = { report: aReport({ leader: 'boss' }) }
      },
      'investigation.report.signatures.leader.posts.0: there is no post boss',
    ],
    [
      'a report with a heading twice',
      (f) => {
        f.investigation = { report: aReport({ headings: ['Facts', 'Facts'] }) }
      },
      'investigation.report.sections.1.title: the heading "Facts" stands twice',
    ],
  ])('with %s is told so', (_what, change, problem) => {
    expect(problemsAfter(change)).toContain(problem)
  })
})
