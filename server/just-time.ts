import type { Command } from '../core/case/command.ts'

/** A command that decides nothing: time passes before every command, this one too. */
export const justTime: Command = {
  name: 'pass-time',
  summary: 'Let time pass.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback', 'archive'],
  statuses: ['open'],
  authority: 'none',
  portal: false,
  creates: false,
  signed: false,
  input: undefined as never,
  decide: () => [],
}
