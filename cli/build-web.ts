import type { Command } from 'commander'
import type { Say } from './words.ts'

export function addBuildWeb(program: Command, say: Say): void {
  program
    .command('build-web')
    .description(say('command.build-web'))
    .action(async () => {
      const { ensureWebBuilt } = await import('./web-build.ts')
      const seconds = await ensureWebBuilt(say)
      console.log(seconds === undefined ? say('built-already') : say('built', { seconds }))
    })
}
