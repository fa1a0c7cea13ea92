import type { Command } from 'commander'
import type { Say } from './words.ts'

export function addDemo(program: Command, say: Say): void {
  program
    .command('demo')
    .description(say('command.demo'))
    .action(async () => (await import('./serve.ts')).serve(say))
}
