import { improvementCommands } from '../7-improvement/commands.ts'
import type { Command } from '../case/command.ts'
import { allCommands } from '../case/commands.ts'
import { stages } from '../case/state.ts'
import { type PackInForce, postsWith } from './pack-in-force.ts'

/**
 * Who may run which command in which stage under a pack, as Markdown: a snapshot that shows in review what a change of
 * the pack or of a command gives or takes from whom.
 *
 * @returns the whole text of the file; the same pack and commands give the same text
 */
export function authorityTable(pack: PackInForce): string {
  const { name, version } = pack.content.manifest
  const posts = Object.keys(pack.content.authority.posts)
  const head = [
    `# ${name.en} ${version}: who may do what`,
    '',
    `${name.zh}。Made from the pack and the commands; \`✓\` a post may, \`by sum\` within its money tier, \`own\` the complainant on the own case.`,
  ]
  const byStage = stages.flatMap((stage) => {
    const commands = allCommands.filter((command) => command.stages.includes(stage))
    return section(
      stage,
      posts,
      commands.map((command) => row(pack, posts, command)),
    )
  })
  const improvement = improvementCommands.map(({ name, authority }) => {
    const holders = postsWith(pack, authority)
    return [name, authority, ...posts.map((post) => (holders.includes(post) ? '✓' : '')), '']
  })
  return `${[...head, ...byStage, ...section('improvement', posts, improvement)].join('\n')}\n`
}

function section(name: string, posts: readonly string[], rows: readonly string[][]): string[] {
  const columns = ['command', 'authority', ...posts, 'complainant']
  return ['', `## ${name}`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line)]
}

function row(pack: PackInForce, posts: readonly string[], command: Command): string[] {
  const holders = postsWith(pack, command.authority)
  const limited = pack.content.authority.money.tiers.flatMap(({ post, below }) => (below === 'all' ? [] : [post]))
  const mark = (post: string) => {
    if (!holders.includes(post)) return ''
    return command.authority === 'may-approve' && limited.includes(post) ? 'by sum' : '✓'
  }
  const name = command.statuses.includes('open') ? command.name : `${command.name} (${command.statuses.join(', ')})`
  return [name, command.authority, ...posts.map(mark), command.portal ? 'own' : '']
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
