import type { CaseEvent, CaseEventType } from './events.ts'
import type { Thing } from './things.ts'

/** The facts that are about one of them; each names it by its number. */
const about = {
  PromiseMade: 'promise',
  PromiseKept: 'promise',
  PromiseReleased: 'promise',
  TaskOpened: 'task',
  TaskAnswered: 'task',
  TaskDisputed: 'task',
  TaskMediated: 'task',
  ArbitrationAsked: 'task',
  TaskArbitrated: 'task',
  TaskClosed: 'task',
  CrisisActed: 'act',
  CrisisReported: 'act',
} as const satisfies Partial<Record<CaseEventType, Thing>>

type AboutThing = keyof typeof about
export type NumberedName = `${AboutThing} ${number}`

/** What a kind of fact is about; undefined for those that are about the case as a whole. */
export function thingOf(type: CaseEventType): Thing | undefined {
  return isAboutThing(type) ? about[type] : undefined
}

/** The number of the thing that a fact is about. */
export function numberOf(event: CaseEvent): number | undefined {
  const thing = thingOf(event.type)
  return thing && (event as unknown as Record<Thing, number>)[thing]
}

/** Under which name a case keeps the moments of a fact about one thing; any other name stays as it is. */
export function ofNumber<N extends string>(name: N, number: number): N | NumberedName {
  return isAboutThing(name) ? `${name} ${number}` : name
}

function isAboutThing(name: string): name is AboutThing {
  return Object.hasOwn(about, name)
}
