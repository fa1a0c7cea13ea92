import { complainantKinds, lawsuits, linkKinds, mediaInterests, responses } from '../case/events.ts'
import { outcomes } from '../case/investigation-events.ts'
import type { Words } from '../shared/words.ts'
import { compileCondition } from './condition.ts'
import { comparisonsIn, entriesIn } from './condition-reading.ts'
import type { Pack } from './pack-shape.ts'
import type { PackProblem, Path } from './problem.ts'
import { proposalConditions } from './proposal-problems.ts'

type Written = { readonly path: Path; readonly text: string }

/**
 * The conditions of a pack that cannot be read, or that hold a fact against a value no case can have: such a rule would
 * stand there and never apply.
 */
export function conditionProblems(pack: Pack): PackProblem[] {
  return conditionsOf(pack).flatMap(({ path, text }) => {
    const compiled = compileCondition(text)
    if (typeof compiled !== 'function') return [{ path, text: compiled }]
    return [...strangeValues(pack, text), ...ofItself(path, text)].map((problem) => ({ path, text: problem }))
  })
}

function conditionsOf(pack: Pack): Written[] {
  const { grades, obligations } = pack
  const ofGrades = grades.order.map(({ when }, i) => ({ path: ['grades', 'order', i, 'when'], text: when }))
  const ofDuties = Object.entries(obligations).flatMap(([name, duty]) => [
    { path: ['obligations', name, 'only_if'], text: duty.only_if },
    { path: ['obligations', name, 'stops_if'], text: duty.stops_if },
    { path: ['obligations', name, 'pause', 'while'], text: duty.pause?.while },
  ])
  return [...ofGrades, ...ofDuties, ...proposalConditions(pack)].flatMap(({ path, text }) =>
    text === undefined ? [] : [{ path, text }],
  )
}

function strangeValues(pack: Pack, text: string): Words[] {
  const known = valuesOf(pack)
  const axes = entriesIn(text, 'axes').filter((axis) => !pack.taxonomy.axes[axis])
  const counts = entriesIn(text, 'people').filter((count) => !pack.grades.counts?.[count])
  const strange = comparisonsIn(text).filter(
    ({ fact, value }) => value !== '' && known[fact]?.includes(value) === false,
  )
  return [
    ...axes.map((axis) => ({ zh: `没有分类维度 ${axis}`, en: `there is no axis ${axis}` })),
    ...counts.map((count) => ({ zh: `没有人数统计 ${count}`, en: `there is no count ${count}` })),
    ...strange.map(({ fact, value }) => neverHas(fact, value, known[fact] ?? [])),
  ]
}

function neverHas(fact: string, value: string, known: readonly string[]): Words {
  return {
    zh: `${fact} 不会是“${value}”；可以是 ${known.join('、')}`,
    en: `${fact} is never "${value}"; it can be ${known.join(', ')}`,
  }
}

/** Each fact that has a closed list of values, with them. */
function valuesOf({ taxonomy, grades, intake }: Pack): Readonly<Record<string, readonly string[]>> {
  const axes = Object.entries(taxonomy.axes).map(([axis, { values }]) => [`axes.${axis}`, Object.keys(values)] as const)
  return {
    ...Object.fromEntries(axes),
    kind: ['complaint', 'inquiry', 'suggestion'],
    channel: Object.keys(intake.channels),
    grade: grades.order.map((grade) => grade.id),
    complainant: complainantKinds,
    links: linkKinds,
    awaiting: ['complainant', 'unit', 'third-party', 'appraisal'],
    lawsuit: lawsuits,
    media: mediaInterests,
    outcome: outcomes,
    response: responses,
  }
}

/** A grade that looks at the grade would go on climbing for as long as anybody touches the case. */
function ofItself([file]: Written['path'], text: string): Words[] {
  return file === 'grades' && /\bgrade\b/.test(text.replaceAll(/"[^"]*"/g, ''))
    ? [{ zh: '级别的条件不能以级别为依据', en: 'a grade does not depend on the grade' }]
    : []
}
