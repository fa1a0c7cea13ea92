import type { Command } from 'commander'
import type { DemoLogins } from '../server/demo/open-demo.ts'
import type { Say } from './words.ts'

export function addDemo(program: Command, say: Say): void {
  program
    .command('demo')
    .description(say('command.demo'))
    .action(() => run(say))
}

async function run(say: Say): Promise<void> {
  const { serve } = await import('./serve.ts')
  const { openDemo } = await import('../server/demo/open-demo.ts')
  let logins: DemoLogins | undefined
  await serve(say, {
    prepare: async (house, { dataDir }) => {
      logins = await openDemo(house, dataDir)
    },
    lines: (url) => (logins ? told(say, logins, url) : []),
    isQuiet: true,
  })
}

function told(say: Say, { people, portal }: DemoLogins, url: string): string[] {
  const lines = people.map((person) => say('demo.login', person))
  return [say('demo.title'), ...lines, say('demo.portal', { url, ...portal })]
}
