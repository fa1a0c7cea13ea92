import { Command, CommanderError } from 'commander'
import { shellWantsEnglish } from '../server/config.ts'
import { addBuild } from './build-command.ts'
import { addCalendar } from './calendar.ts'
import { addClassify } from './classify.ts'
import { addDemo } from './demo.ts'
import { addDossier } from './dossier.ts'
import { addDue } from './due.ts'
import { explained } from './failure.ts'
import { addImport } from './import.ts'
import { addMailIn } from './mail-in.ts'
import { addPack } from './pack.ts'
import { addPrint } from './print.ts'
import { addRadar } from './radar.ts'
import { addStart } from './start.ts'
import { addTrailVerify } from './trail-verify.ts'
import { languageOfRun, type Say, speaker } from './words.ts'

/** Exit codes: 0 done, 1 refused or with problems, 2 wrong usage. */
const wrongUsage = 2

const args = process.argv.slice(2)
const say = speaker(languageOfRun(args, shellWantsEnglish()))

try {
  await program(say).parseAsync(args, { from: 'user' })
} catch (error) {
  process.exitCode = tell(error)
}

function program(say: Say): Command {
  const program = new Command('huiyin').description(say('about')).exitOverride()
  program.configureOutput({ outputError: () => {} })
  program.configureHelp({
    styleTitle: (title) => say(`help.${title.replace(':', '')}`),
    styleOptionText: (text) => (text === '[options]' ? say('help.options') : text),
    styleSubcommandText: (text) => (text === '[command]' ? say('help.command') : text),
  })
  program.helpOption('-h, --help', say('help.title')).helpCommand(false).option('--lang <zh|en>', say('option.lang'))
  for (const add of [
    addStart,
    addDemo,
    addBuild,
    addImport,
    addMailIn,
    addTrailVerify,
    addDossier,
    addDue,
    addCalendar,
    addPack,
    addPrint,
    addClassify,
    addRadar,
  ])
    add(program, say)
  for (const command of program.commands) settle(command, program)
  return program
}

/** What a command inherits: how it ends, how it speaks, and the language's option. */
function settle(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent).helpOption('-h, --help', say('help.title')).helpCommand(false)
  command.option('--lang <zh|en>', say('option.lang'))
  for (const one of command.commands) settle(one, command)
}

function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : tellUsage(error)
  const lines = explained(error, say)
  for (const line of lines ?? [say('bug'), (error as Error).stack ?? String(error)]) console.error(line)
  return 1
}

function tellUsage({ code, message }: CommanderError): number {
  const what = /'([^']*)'/.exec(message)?.[1] ?? ''
  // A group without a command has shown its help already.
  if (code === 'commander.help') return wrongUsage
  console.error(say(`usage.${code.replace('commander.', '')}`, { what }))
  console.error(say('usage.hint', { command: '' }))
  return wrongUsage
}
