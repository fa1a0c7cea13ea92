import type { TrainingSetting } from './train.ts'

/** How the house trains. Chosen by cross-validation inside training texts; other texts than those it is judged by. */
export const usualTraining: TrainingSetting = {
  grams: { bits: 20, shortest: 1, longest: 2 },
  least: 2,
  cost: 1,
  rounds: 15,
  tolerance: 0.05,
  folds: 3,
}

/** For the house's own cases: smaller, since each axis of each pack has a model, and deaf to what one complaint alone says. */
export const houseTraining: TrainingSetting = {
  ...usualTraining,
  grams: { bits: 18, shortest: 1, longest: 2 },
  least: 3,
}
