import type { Command } from 'commander'
import type { Say } from './words.ts'

export function addStart(program: Command, say: Say): void {
  program
    .command('start')
    .description(say('command.start'))
    .action(async () => (await import('./serve.ts')).serve(say))
}
