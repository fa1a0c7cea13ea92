import { authorityProblems } from './authority-problems.ts'
import { conditionProblems } from './condition-problems.ts'
import { daysProblems } from './days-problems.ts'
import { dutyProblems } from './duty-problems.ts'
import { investigationProblems } from './investigation-problems.ts'
import { letterProblems } from './letter-problems.ts'
import type { Pack } from './pack-shape.ts'
import { peopleProblems } from './people-problems.ts'
import type { PackProblem } from './problem.ts'
import { proposalProblems } from './proposal-problems.ts'
import { reportProblems } from './report-problems.ts'
import { unknownPosts } from './unknown-posts.ts'

/**
 * What one part of a pack says of another and does not fit: a post, an axis, a duty or an authority that is not there,
 * a condition that cannot be, figures out of order.
 *
 * @param pack content that has the shape of a pack
 */
export function packProblems(pack: Pack): PackProblem[] {
  return [
    ...axisProblems(pack),
    ...channelProblems(pack),
    ...gradeProblems(pack),
    ...conditionProblems(pack),
    ...Object.entries(pack.obligations).flatMap(([name, duty]) => dutyProblems(pack, name, duty)),
    ...authorityProblems(pack),
    ...feedbackProblems(pack),
    ...targetProblems(pack),
    ...reportProblems(pack),
    ...peopleProblems(pack),
    ...letterProblems(pack),
    ...investigationProblems(pack),
    ...proposalProblems(pack),
    ...daysProblems(pack),
  ]
}

function axisProblems({ taxonomy }: Pack): PackProblem[] {
  const empty = Object.entries(taxonomy.axes).filter(([, axis]) => Object.keys(axis.values).length === 0)
  return empty.map(([axis]) => ({
    path: ['taxonomy', 'axes', axis, 'values'],
    text: { zh: `分类维度 ${axis} 没有可选的类别`, en: `the axis ${axis} has no values to choose from` },
  }))
}

/** Posts that only pass on and that the pack does not have; a reply where it was posted needs a way to be told by. */
function channelProblems(pack: Pack): PackProblem[] {
  return Object.entries(pack.intake.channels).flatMap(([name, { posted, pass_on_only }]) => {
    const path = ['intake', 'channels', name]
    const nowhere = posted?.answered_there && !pack.feedback.channels[name]
    return [
      ...unknownPosts(pack, pass_on_only?.posts ?? [], [...path, 'pass_on_only', 'posts']),
      ...(nowhere ? [{ path: [...path, 'posted'], text: nowhereTold(name) }] : []),
    ]
  })
}

const nowhereTold = (name: string) => ({
  zh: `要在 ${name} 上答复，feedback.channels 里却没有它`,
  en: `is answered on ${name}, which is not among feedback.channels`,
})

function gradeProblems(pack: Pack): PackProblem[] {
  const { order, counts = {} } = pack.grades
  const told = Object.entries(counts).flatMap(([count, { tell = [] }]) =>
    unknownPosts(pack, tell, ['grades', 'counts', count, 'tell']),
  )
  const ordered = order.flatMap(({ id, when }, i) => {
    const path = ['grades', 'order', i]
    const isLast = i === order.length - 1
    if (order.findIndex((one) => one.id === id) < i)
      return [{ path: [...path, 'id'], text: { zh: `级别 ${id} 出现了两次`, en: `the grade ${id} stands twice` } }]
    if (isLast && when !== undefined) return [{ path: [...path, 'when'], text: lastNeedsNone }]
    return !isLast && when === undefined ? [{ path, text: takesAll(id) }] : []
  })
  return [...told, ...ordered]
}

const lastNeedsNone = {
  zh: '最后一个级别收下其余全部，不需要条件',
  en: 'the last grade takes all that is left and needs no condition',
}
const takesAll = (grade: string) => ({
  zh: `没有条件的 ${grade} 会收下全部，其下的级别什么也得不到`,
  en: `without a condition ${grade} takes all, and the grades below it nothing`,
})

function feedbackProblems({ feedback }: Pack): PackProblem[] {
  const { satisfied, basically_satisfied, dimensions } = feedback.survey
  const path = ['feedback', 'survey']
  return [
    ...(basically_satisfied < satisfied ? [] : [{ path: [...path, 'basically_satisfied'], text: marksUpsideDown }]),
    ...(Object.keys(dimensions).length > 0 ? [] : [{ path: [...path, 'dimensions'], text: nothingAsked }]),
  ]
}

const marksUpsideDown = { zh: '“基本满意”的分数应低于“满意”', en: 'basically satisfied lies below satisfied' }
const nothingAsked = { zh: '满意度调查至少问一项', en: 'a survey asks for one thing at least' }

function targetProblems({ targets, obligations }: Pack): PackProblem[] {
  return Object.entries(targets).flatMap(([name, target]) =>
    target.measure === 'in-time' && !obligations[target.duty]
      ? [{ path: ['targets', name, 'duty'], text: noDuty(target.duty) }]
      : [],
  )
}

const noDuty = (duty: string) => ({ zh: `没有义务 ${duty}`, en: `there is no duty ${duty}` })
