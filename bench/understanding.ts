import { availableParallelism } from 'node:os'
import { drawer } from '../core/understanding/draw.ts'
import { normalUnits } from '../core/understanding/normalise.ts'
import { radar, usualRadar } from '../core/understanding/radar.ts'
import { sensitiveIn } from '../core/understanding/sensitive.ts'
import { usualTraining } from '../core/understanding/setting.ts'
import { train } from '../core/understanding/train.ts'
import { classedLetters } from '../server/understanding/letters.ts'
import { predictAll } from '../server/understanding/predict.ts'
import { median, rounded } from './figures.ts'

const [texts, classes, words, wordsInText] = [4_000, 7, 12_000, 160]

/**
 * What is understood of made-up texts of some 400 letters: seconds of a training, texts a second whose class is predicted
 * on all cores, seconds of a look of the radar, and the slowest mebibyte that is searched for personal data. The floor of
 * predicting is the same texts made comparable and nothing more.
 */
export async function understanding(runs: number): Promise<object> {
  const letters = await classedLetters()
  const told = madeUp()
  const examples = told.map(({ text, label }) => ({ units: normalUnits(text, letters), label }))
  const [trainSeconds, { model }] = timed(() => train(examples, usualTraining))
  const all = told.map(({ text }) => text)
  const asked = told.map(({ text }) => ({ title: '', content: text }))
  const rates: number[] = []
  for (let run = 0; run < runs; run++) rates.push((await predictAll(model, letters, asked, 1)).textsPerSecond)
  const blips = examples.map(({ units }, at) => ({
    id: String(at),
    person: undefined,
    at: '2026-01-01T00:00:00.000Z',
    units,
  }))
  const [radarSeconds] = timed(() => radar(blips, usualRadar))
  const [floorSeconds] = timed(() => all.map((text) => normalUnits(text, letters)))
  const mebibytes = ['1', 'a@', '3栋', '本人', '湘A', '0731-'].map((piece) => piece.repeat(2 ** 20 / piece.length))
  const slowest = Math.max(...mebibytes.map((text) => timed(() => sensitiveIn(text))[0]))
  return {
    bench: 'understanding',
    textsPerSecond: median(rates),
    floorPerSecond: rounded((texts / floorSeconds) * availableParallelism(), 0),
    trainSeconds: rounded(trainSeconds),
    radarSeconds: rounded(radarSeconds),
    slowestMebibyteSeconds: rounded(slowest),
    runs,
  }
}

function timed<T>(work: () => T): [seconds: number, result: T] {
  const begun = performance.now()
  const result = work()
  return [(performance.now() - begun) / 1000, result]
}

/** Words of two letters drawn as people use them: few often, most seldom; each class leans to its own. */
function madeUp(): { text: string; label: string }[] {
  const draw = drawer(7)
  const share = () => draw() / 2 ** 32
  const word = (label: number) => {
    const rank = Math.floor(words * share() ** 3)
    const own = share() < 0.2 ? (rank * classes + label) % words : rank
    return String.fromCharCode(0x4e00 + (own % 4000), 0x4e00 + ((own * 7) % 6000))
  }
  return Array.from({ length: texts }, (_, at) => {
    const label = at % classes
    const length = Math.floor(wordsInText * (0.5 + share()))
    const written = Array.from({ length }, () => word(label) + (share() < 0.1 ? '，' : ''))
    return { text: written.join(''), label: String(label) }
  })
}
