import { bagger } from './bag.ts'
import { indexOfMost, type Model, scorer } from './model.ts'
import { probabilities } from './sharpness.ts'

/** A class with how likely it is: 0 to 1, all classes together 1. */
export type Guess = { readonly label: string; readonly confidence: number }

/** What a model makes of a text. Made once for a model, since it keeps memory for the work. */
export type Classifier = {
  /** Index of the likeliest class: what a mass of texts is asked for. */
  readonly best: (units: Uint16Array, titled?: number) => number
  /** Every class, the likeliest first. */
  readonly guesses: (units: Uint16Array, titled?: number) => Guess[]
}

/** The classifier of a model; texts as `normalUnits` gives them, with how many of their first letters are the title. A text without any known feature gets what is commonest. */
export function classifier(model: Model): Classifier {
  const [bag, scores] = [bagger(model.grams), scorer(model)]
  const scored = (units: Uint16Array, titled?: number) => scores(bag(units, titled))
  return {
    best: (units, titled) => indexOfMost(scored(units, titled)),
    guesses(units, titled) {
      const shares = probabilities(scored(units, titled), model.sharpness, model.texts)
      const all = model.classes.map((label, at) => ({ label, confidence: shares[at] as number }))
      return all.sort((a, b) => b.confidence - a.confidence || (a.label < b.label ? -1 : 1))
    },
  }
}
