import type { Command } from 'commander'
import type { Say } from './words.ts'

export function addBuild(program: Command, say: Say): void {
  program
    .command('build')
    .description(say('command.build'))
    .action(async () => {
      const { ensureBuilt } = await import('./build.ts')
      const seconds = await ensureBuilt(say)
      console.log(seconds === undefined ? say('built-already') : say('built', { seconds }))
    })
}
