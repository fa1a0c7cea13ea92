import { describe, expect, it } from 'vitest'
import { type Classifier, classifier } from './classify.ts'
import { strongestFragments } from './explain-class.ts'
import { figuresOf } from './figures.ts'
import { lettersOf, normalUnits } from './normalise.ts'
import { usualTraining } from './setting.ts'
import { type Example, train } from './train.ts'

const letters = lettersOf()
const setting = { ...usualTraining, least: 1 }
const topics = {
  noise: [
    '夜间施工噪音扰民',
    '广场舞音响太吵',
    '楼上装修噪声不断',
    '凌晨渣土车轰鸣',
    '酒吧噪音影响休息',
    '空调外机嗡嗡作响太吵',
  ],
  water: [
    '自来水发黄有异味',
    '停水三天没人管',
    '水压太低水龙头不出水',
    '水费突然翻倍',
    '水管爆裂漏水',
    '二次供水水质差',
  ],
  school: [
    '学校食堂饭菜变质',
    '老师收取补课费',
    '小学学区划分不公',
    '幼儿园乱收费',
    '校服价格太高学生被迫购买',
    '学生课后服务收费',
  ],
}
const examples: Example[] = Object.entries(topics).flatMap(([label, texts]) =>
  texts.map((text) => ({ label, units: normalUnits(text, letters) })),
)

describe('a model', () => {
  const { model, heldBack } = train(examples, setting)
  const { best, guesses } = classifier(model)

  it('knows what it has learned, and what is told in other words', () => {
    for (const { units, label } of examples) expect(model.classes[best(units)]).toBe(label)
    expect(guesses(normalUnits('工地半夜施工，噪音很大，吵得睡不着', letters))[0]?.label).toBe('noise')
    expect(guesses(normalUnits('家里水龙头停水了', letters))[0]?.label).toBe('water')
  })

  it('is as sure of all classes together as can be, and of a known text surer than of one that says nothing', () => {
    const known = guesses(normalUnits('学校食堂收费', letters))
    expect(known.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 9)
    // After eighteen texts nobody is certain.
    expect(known[0]?.confidence).toBeLessThan(0.98)
    expect(known[0]?.confidence).toBeGreaterThan(guesses(normalUnits('xyz', letters))[0]?.confidence ?? 1)
  })

  it('does not mind how long a text is, nor an empty one', () => {
    const [once, often] = [1, 50].map((times) => guesses(normalUnits('夜间施工噪音。'.repeat(times), letters))[0])
    expect(often?.label).toBe(once?.label)
    expect(guesses(new Uint16Array())).toHaveLength(3)
  })

  it('says by which words', () => {
    const said = strongestFragments(model, { units: normalUnits('我家楼下夜间施工，噪音太大', letters) }, 'noise', 3)
    expect(said.map(({ text }) => text).join()).toMatch(/施工|噪音/)
    expect(said[0]?.strength).toBe(1)
    for (const { text } of said) expect(text.length).toBeGreaterThan(1)
  })

  it('learns from what somebody said is not so, also of a text whose class nobody gave', () => {
    const text = normalUnits('夜间装修施工', letters)
    const sayingNo = (label: string) => Array.from({ length: 6 }, () => ({ units: text, not: [label] }))
    const [taught, otherwise] = ['noise', 'school'].map((label) =>
      classifier(train([...examples, ...sayingNo(label)], setting).model),
    ) as [Classifier, Classifier]
    const noiseIn = (of: Classifier) => of.guesses(text).find(({ label }) => label === 'noise')?.confidence ?? 0
    expect(noiseIn(taught)).toBeLessThan(noiseIn(otherwise) / 2)
    expect(taught.guesses(normalUnits('凌晨施工噪音', letters))[0]?.label).toBe('noise')
  })

  it('minds what stands in a title more than what stands below', () => {
    const told = (title: string, content: string) => ({
      units: normalUnits(`${title}\n${content}`, letters),
      titled: normalUnits(title, letters).length,
    })
    const titles = [...examples.map(({ label, units }) => ({ label, units, titled: units.length }))]
    const minding = classifier(train(titles, setting).model)
    const shareOf = (title: string, content: string) => {
      const { units, titled } = told(title, content)
      return minding.guesses(units, titled).find(({ label }) => label === 'noise')?.confidence ?? 0
    }
    expect(shareOf('夜间施工噪音', '自来水发黄')).toBeGreaterThan(shareOf('自来水发黄', '夜间施工噪音'))
  })

  it('is the same each time', () => {
    expect(train(examples, setting)).toEqual({ model, heldBack })
    expect(heldBack).toHaveLength(examples.length)
  })
})

describe('figures', () => {
  it('count each class the same', () => {
    const { macroF1, accuracy, perClass } = figuresOf([
      ['a', 'a'],
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'b'],
      ['c', 'a'],
    ])
    expect(accuracy).toBe(0.6)
    expect(perClass.a).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 })
    expect(perClass.b).toMatchObject({ precision: 0.5, recall: 1 })
    expect(perClass.c).toEqual({ precision: 0, recall: 0, f1: 0, support: 1 })
    expect(macroF1).toBeCloseTo((2 / 3 + 2 / 3 + 0) / 3, 12)
  })
})
