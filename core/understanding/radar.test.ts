import { describe, expect, it } from 'vitest'
import { lettersOf, normalUnits } from './normalise.ts'
import { type Blip, radar, usualRadar } from './radar.ts'

const letters = lettersOf()
const openings = ['您好，', '尊敬的领导：', '再次反映，', '我们业主强烈要求处理，', '']
const noise = [
  '青山湖畔的搅拌站深夜作业，噪音扰民',
  '搅拌站离青山湖小区太近，粉尘和噪音让人无法开窗',
  '青山湖旁搅拌站整夜施工，噪音粉尘严重',
]
const parking = [
  '云栖苑强制捆绑销售车位，不买车位不网签',
  '云栖苑开发商捆绑车位销售，价格虚高',
  '要求退还云栖苑捆绑销售的车位款',
]
const others = [
  '公交站台没有雨棚',
  '学校食堂饭菜涨价',
  '路灯坏了三个月',
  '图书馆周一闭馆吗',
  '社保卡如何补办',
  '河道垃圾没人清理',
  '医院挂号排队太久',
  '电动车充电起火隐患',
  '小学划片范围咨询',
  '水费账单算错了',
]

function blip(id: string, text: string, person?: string, day = 1): Blip {
  return { id, person, at: `2026-03-${String(day).padStart(2, '0')}T00:00:00.000Z`, units: normalUnits(text, letters) }
}

const town = [
  ...noise.flatMap((text, nth) =>
    openings.map((opening, at) => blip(`n${nth}${at}`, opening + text, `p${at}`, 20 - at)),
  ),
  ...parking.flatMap((text, nth) =>
    openings.slice(0, 3).map((opening, at) => blip(`v${nth}${at}`, opening + text, 'one')),
  ),
  ...others.map((text, at) => blip(`o${at}`, `尊敬的领导：${text}，请处理`)),
]

describe('the radar', () => {
  const groups = radar(town, { ...usualRadar, commonest: 0.5 })

  it('finds complaints of the same cause, the largest group first, each once', () => {
    expect(groups.slice(0, 2).map(({ ids }) => ids.toSorted())).toEqual([
      town
        .filter(({ id }) => id.startsWith('n'))
        .map(({ id }) => id)
        .toSorted(),
      town
        .filter(({ id }) => id.startsWith('v'))
        .map(({ id }) => id)
        .toSorted(),
    ])
    const all = groups.flatMap(({ ids }) => ids)
    expect(new Set(all).size).toBe(all.length)
  })

  it('says by which phrases, how many people, from when to when', () => {
    expect(groups[0]).toMatchObject({ people: 5, first: '2026-03-16T00:00:00.000Z', last: '2026-03-20T00:00:00.000Z' })
    expect(groups[0]?.phrases.join()).toMatch(/搅拌站|青山湖/)
    expect(groups[1]?.people).toBe(1)
    expect(groups[1]?.phrases.join()).toMatch(/云栖苑|车位/)
  })

  it('of nothing finds nothing', () => {
    expect(radar([], usualRadar)).toEqual([])
    expect(radar([blip('a', '只有一件')], usualRadar)).toEqual([])
  })
})
