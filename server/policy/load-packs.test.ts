import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inEnglish } from '../../core/testing/in-english.ts'
import { loadDrafts, loadPacks, readPacks } from './load-packs.ts'
import { type PolicyProblem, problemLine } from './policy-problems.ts'

/** A problem in English, once it is sure that it is told in Chinese too. */
const line = (problem: PolicyProblem) => inEnglish(problem.text) && problemLine(problem, 'en')

const shipped = join(import.meta.dirname, '../../policy-packs')

describe('the packs of the product', () => {
  it('can all be used', async () => {
    const { packs, problems } = await readPacks(shipped)
    expect(problems.map(line)).toEqual([])
    const folders = (await readdir(shipped)).filter((name) => name !== 'common')
    expect(packs.map(({ id }) => id).sort()).toEqual(folders.sort())
    expect(packs[0]?.id).toBe('bank')
  })

  it('have the hash of what they say', async () => {
    const packs = await loadPacks(shipped)
    const [bank, enterprise] = ['bank', 'enterprise'].map((name) => packs.find(({ id }) => id === name))
    expect(bank?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(bank?.hash).not.toBe(enterprise?.hash)
    expect((await loadPacks(shipped))[0]?.hash).toBe(bank?.hash)
  })
})

describe('a folder of packs', () => {
  let folder: string
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'packs-')), 'packs')
    for (const name of ['bank', 'common', 'enterprise', 'real-estate'])
      await cp(join(shipped, name), join(folder, name), { recursive: true })
  })
  afterEach(() => rm(join(folder, '..'), { recursive: true }))

  const problems = async () => (await readPacks(folder)).problems.map(line)
  async function change(file: string, from: string, to: string) {
    const text = await readFile(join(folder, file), 'utf8')
    expect(text).toContain(from)
    await writeFile(join(folder, file), text.replace(from, to))
  }

  it('names the line of what one file says of another', async () => {
    await change('bank/authority.yaml', '    - post: supervisor', '    - post: cashier')
    await change('bank/obligations.yaml', 'stops_if: solved', 'stops_if: resolved')
    expect(await problems()).toEqual([
      expect.stringMatching(
        /^packs\/bank\/obligations\.yaml:\d+:3 a condition knows no such name: Unknown variable: resolved$/,
      ),
      expect.stringMatching(/^packs\/bank\/authority\.yaml:\d+:7 there is no post cashier$/),
    ])
  })

  it('may hold drafts of packs that extend others elsewhere', async () => {
    await rename(join(folder, 'common'), join(folder, '../common'))
    expect((await readPacks(folder)).problems).not.toEqual([])
    await change('bank/manifest.yaml', 'id: bank', 'id: bank # a draft')
    const alone = await loadDrafts(join(folder, 'bank'), shipped)
    expect(alone.map(({ id }) => id)).toEqual(['bank'])
    expect(alone[0]?.hash).toBe((await loadPacks(shipped)).find(({ id }) => id === 'bank')?.hash)
    expect((await loadDrafts(folder, shipped)).map(({ id }) => id)).toEqual(['bank', 'enterprise', 'real-estate'])
    await change('bank/obligations.yaml', 'stops_if: solved', 'stops_if: resolved')
    await expect(loadDrafts(join(folder, 'bank'), shipped)).rejects.toThrow('Unknown variable: resolved')
  })

  it('names the line of a day that stands twice, out of order, or ends what does not apply', async () => {
    const register = 'allow: { 2020-01-01: 2 h }'
    await change('bank/obligations.yaml', register, 'allow: { 2020-01-01: 2 h, 2026-01-01: ~, 2025-01-01: 1 h }')
    expect(await problems()).toEqual([
      expect.stringMatching(/^packs\/bank\/obligations\.yaml:\d+:44 2025-01-01 stands after a later day$/),
    ])
    await change('bank/obligations.yaml', '2026-01-01: ~, 2025-01-01: 1 h', '2020-01-01: 1 h')
    expect(await problems()).toEqual([
      expect.stringMatching(/^packs\/bank\/obligations\.yaml:\d+:\d+ Map keys must be unique/),
    ])
    await change('bank/obligations.yaml', '2020-01-01: 2 h, 2020-01-01: 1 h', '2020-01-01: ~')
    expect(await problems()).toEqual([
      expect.stringMatching(/^packs\/bank\/obligations\.yaml:\d+:12 on 2020-01-01 ends what does not apply$/),
    ])
    await change('bank/obligations.yaml', '2020-01-01: ~', '2020-01-01: 2 h, 2026-01-01: ~')
    expect(await problems()).toEqual([])
  })

  it('gives the packs that can be used beside those that cannot', async () => {
    await change('bank/manifest.yaml', 'id: bank', 'id: banque')
    const { packs } = await readPacks(folder)
    expect(packs.map(({ id }) => id)).toEqual(['enterprise', 'real-estate'])
    expect(await problems()).toEqual([
      expect.stringMatching(/^packs\/bank\/manifest\.yaml:\d+:1 the pack banque lies in the folder bank$/),
    ])
  })

  it('refuses a file that is missing, one that nobody reads, and one beside the packs', async () => {
    await rename(join(folder, 'bank/grades.yaml'), join(folder, 'bank/grade.yaml'))
    await writeFile(join(folder, 'notes.txt'), 'x')
    expect(await problems()).toEqual([
      'packs/notes.txt:1:1 a pack is a folder',
      'packs/bank/grades.yaml:1:1 the file is missing',
      'packs/bank/grade.yaml:1:1 no part of a pack has this name',
    ])
  })

  it('names the file of the pack that is extended where the fault lies there', async () => {
    await change('common/retention.yaml', 'years:', 'year:')
    expect(await problems()).toEqual([
      expect.stringMatching(/^packs\/common\/retention\.yaml:1:1 `years` is missing$/),
      expect.stringMatching(/^packs\/common\/retention\.yaml:1:1 unknown key `year`$/),
    ])
  })

  it('refuses a pack that extends what is not there, or itself by way of another', async () => {
    await change('real-estate/manifest.yaml', 'extends: common', 'extends: commons')
    expect(await problems()).toEqual([
      expect.stringMatching(/^packs\/real-estate\/manifest\.yaml:\d+:1 there is no pack commons that can be read$/),
    ])
    await change('real-estate/manifest.yaml', 'extends: commons', 'extends: common')
    await change('common/manifest.yaml', 'id: common', 'id: common\nextends: real-estate')
    expect(await problems()).toEqual([
      expect.stringMatching(/common\/manifest\.yaml:\d+:1 packs extend each other in a circle$/),
      expect.stringMatching(/real-estate\/manifest\.yaml:\d+:1 packs extend each other in a circle$/),
    ])
  })

  it('refuses what a Chinese Windows editor saves in its own encoding', async () => {
    await writeFile(join(folder, 'bank/retention.yaml'), Buffer.from([0xc4, 0xea, 0x0a]))
    expect(await problems()).toEqual(['packs/bank/retention.yaml:1:1 the file is not written in UTF-8'])
  })

  it('keeps the product from starting, with every problem in the message', async () => {
    await change('bank/grades.yaml', 'needs_reason: true', 'needs_reason: maybe')
    await change('enterprise/retention.yaml', 'years:', 'year:')
    await expect(loadPacks(folder)).rejects.toMatchObject({
      name: 'PolicyProblems',
      message: expect.stringMatching(
        /bank\/grades\.yaml:\d+:3 expected boolean, received string[\s\S]*enterprise\/retention\.yaml/,
      ),
    })
  })
})
