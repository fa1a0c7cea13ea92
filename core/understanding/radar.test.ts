import { describe, expect, it } from 'vitest'
import { lettersOf, normalUnits } from './normalise.ts'
import { type Blip, radar, usualRadar } from './radar.ts'

const letters = lettersOf()
const noise = [
  '青山湖小区旁的搅拌站深夜作业，噪音扰民',
  '搅拌站离青山湖小区太近，粉尘和噪音让人无法开窗',
  '青山湖小区边上的搅拌站整夜施工，噪音粉尘严重',
  '再次反映青山湖小区搅拌站噪音扰民',
  '请尽快搬走青山湖小区附近的搅拌站，粉尘太大',
]
const parking = [
  '云栖苑捆绑销售车位，不买不网签',
  '云栖苑开发商捆绑销售车位，价格虚高',
  '要求退还云栖苑捆绑销售的车位款',
]
const others =
  '公交站台没有雨棚 学校食堂饭菜涨价 路灯坏了三个月 图书馆周一闭馆吗 社保卡如何补办 河道垃圾没人清理 医院挂号排队太久 电动自行车充电起火 划片范围咨询 水费账单算错了 快递柜超时收费 出租车拒载 井盖破损 健身卡退款难 幼儿园乱收学费 养老院护理差 网络信号弱 暖气不热 电梯困人 广告牌遮挡视线 流浪狗咬人 道路积水 驾校拖延考试 培训机构跑路 菜市场缺斤少两 树枝压断电线 公园厕所脏 户口迁移流程 公积金提取 二手房过户'.split(
    ' ',
  )

function blip(id: string, text: string, person?: string, day = 1): Blip {
  return { id, person, at: `2026-03-${String(day).padStart(2, '0')}T00:00:00.000Z`, units: normalUnits(text, letters) }
}

const town = [
  ...noise.map((text, at) => blip(`n${at}`, text, `p${at % 4}`, 20 - at)),
  ...parking.map((text, at) => blip(`v${at}`, text, 'one')),
  ...others.map((text, at) => blip(`o${at}`, text)),
]

describe('the radar', () => {
  const groups = radar(town, usualRadar)

  it('finds complaints of the same cause, the largest group first, each once', () => {
    expect(groups.map(({ ids }) => ids.toSorted())).toEqual([
      noise.map((_, at) => `n${at}`),
      parking.map((_, at) => `v${at}`),
    ])
    const all = groups.flatMap(({ ids }) => ids)
    expect(new Set(all).size).toBe(all.length)
  })

  it('says by which phrases, how many people, from when to when', () => {
    expect(groups[0]).toMatchObject({ people: 4, first: '2026-03-16T00:00:00.000Z', last: '2026-03-20T00:00:00.000Z' })
    expect(groups[0]?.phrases.join()).toMatch(/搅拌站|青山湖/)
    // What one phrase told no other tells again.
    expect(groups[0]?.phrases.filter((one) => one.includes('搅'))).toHaveLength(1)
    expect(groups[1]?.people).toBe(1)
    expect(groups[1]?.phrases.join()).toMatch(/云栖苑|车位/)
  })

  it('never puts together what somebody held apart', () => {
    const apart = noise.slice(1).map((_, at): [string, string] => ['n0', `n${at + 1}`])
    const [first] = radar(town, usualRadar, apart)
    expect(first?.ids.toSorted()).toEqual(['n1', 'n2', 'n3', 'n4'])
  })

  it('of nothing finds nothing', () => {
    expect(radar([], usualRadar)).toEqual([])
    expect(radar([blip('a', '只有一件')], usualRadar)).toEqual([])
  })
})
