import type { Command } from 'commander'
import { type EvalOptions, runEval } from './classify-eval.ts'
import { runTrain, type TrainOptions } from './classify-train.ts'
import type { Say } from './words.ts'

export function addClassify(program: Command, say: Say): void {
  const group = program.command('classify').description(say('command.classify'))
  group
    .command('eval')
    .description(say('command.classify-eval'))
    .requiredOption('--train <file>', say('option.train'))
    .option('--test <file>', say('option.test'))
    .option('--seed <number>', say('option.seed'), Number)
    .option('--json', say('option.json'))
    .addHelpText('after', say('classify.example'))
    .action((options: EvalOptions) => runEval(say, options))
  group
    .command('train')
    .description(say('command.classify-train'))
    .requiredOption('--train <file>', say('option.train'))
    .option('--output <file>', say('option.model'))
    .option('--json', say('option.json'))
    .addHelpText('after', say('classify.example'))
    .action((options: TrainOptions) => runTrain(say, options))
}
