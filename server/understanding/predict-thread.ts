import { parentPort, workerData } from 'node:worker_threads'
import { classifier } from '../../core/understanding/classify.ts'
import { complaintUnits } from './complaint-text.ts'
import type { Predicted, PredictJob, PredictTask } from './predict.ts'

// A thread that predicts: once for the answers, then again and again for as long as a figure needs.

const { model, letters, seconds } = workerData as PredictTask
const { best } = classifier(model)

parentPort?.on('message', ({ from, texts }: PredictJob) => {
  const predict = () =>
    texts.map(({ title, content }) => {
      const { units, titled } = complaintUnits(title, content, letters)
      return best(units, titled)
    })
  const answers = predict()
  const begun = performance.now()
  let [done, spent] = [0, 0]
  while (spent < seconds * 1000 && texts.length > 0) {
    predict()
    done += texts.length
    spent = performance.now() - begun
  }
  const answer: Predicted = { from, answers, textsPerSecond: spent === 0 ? 0 : (done / spent) * 1000 }
  parentPort?.postMessage(answer)
})
