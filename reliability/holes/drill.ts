import { type Hole, type NamedTest, readHoles } from '../../checks/holes-table.ts'
import { patched } from '../../checks/patched.ts'
import { type Copy, copyOf } from './copy-of-tree.ts'
import { type Ended, runTests } from './run-tests.ts'

/** A plant and how the tests of its rows ended with it. */
export type Tried = { readonly plant: string; readonly holes: readonly string[]; readonly tests: readonly Ended[] }

export type Report = {
  /** Rows that were tried, their tests and their plants. */
  readonly holes: number
  readonly tests: number
  readonly plants: number
  /** Tests that do not pass as the tree stands: nothing is tried with them. */
  readonly broken: readonly string[]
  /** Plants that no test of their rows saw. */
  readonly unseen: readonly string[]
  /** Tests that none of the plants of their row made fail, as `hole: test`. */
  readonly asleep: readonly string[]
}

/**
 * Opens each hole of the table in a copy of the tree, one after the other, and runs the tests that hold it shut.
 *
 * @param tree absolute path
 * @param only numbers of holes; all where left out
 * @param told hears of each plant as soon as it was tried
 * @throws Error where the table lacks one of the rows, or a plant does not fit
 */
export async function tryHoles(
  tree: string,
  only: readonly string[] | undefined,
  told: (tried: Tried) => void,
): Promise<Report> {
  const holes = (await readHoles(tree)).filter(({ number }) => only?.includes(number) ?? true)
  if (holes.length < (only?.length ?? 1)) throw new Error('the table has no such row')
  const copy = await copyOf(tree)
  try {
    const before = await runTests(copy.root, testsOf(holes))
    const broken = before.filter(({ state }) => state !== 'passed').map(({ name }) => name)
    const tried = broken.length > 0 ? [] : await tryPlants(copy, holes, told)
    return { ...judge(holes, tried), tests: before.length, plants: tried.length, broken }
  } finally {
    await copy.dispose()
  }
}

async function tryPlants(copy: Copy, holes: readonly Hole[], told: (tried: Tried) => void): Promise<Tried[]> {
  const all: Tried[] = []
  for (const plant of new Set(holes.flatMap(({ plants }) => plants))) {
    const own = holes.filter(({ plants }) => plants.includes(plant))
    const texts = await patched(copy.root, plant)
    if ('misfit' in texts) throw new Error(`${plant} does not fit ${texts.misfit}`)
    const tests = await copy.with(texts, () => runTests(copy.root, testsOf(own)))
    const tried = { plant, holes: own.map(({ number }) => number), tests }
    told(tried)
    all.push(tried)
  }
  return all
}

/** The tests of rows, each once. */
function testsOf(holes: readonly Hole[]): NamedTest[] {
  return [...new Map(holes.flatMap(({ tests }) => tests).map((test) => [keyOf(test), test])).values()]
}

function judge(holes: readonly Hole[], tried: readonly Tried[]) {
  const saw = (test: NamedTest, { tests }: Tried) =>
    tests.some((one) => one.state === 'failed' && keyOf(one) === keyOf(test))
  const unseen = tried.filter(({ tests }) => tests.every(({ state }) => state !== 'failed'))
  const asleep = holes.flatMap(({ number, tests, plants }) =>
    tests
      .filter((test) => !tried.some((one) => plants.includes(one.plant) && saw(test, one)))
      .map(({ name }) => `${number}: ${name}`),
  )
  return { holes: holes.length, unseen: unseen.map(({ plant }) => plant), asleep }
}

function keyOf({ file, name }: NamedTest): string {
  return `${file} ${name}`
}
