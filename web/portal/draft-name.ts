import type { PortalCaseView, PortalCommand } from '../../api/portal.ts'

/** Under which name the script of the page keeps what is typed into a form of a case. */
export function draftName({ number }: PortalCaseView, command: PortalCommand): string {
  return `${number}/${command}`
}
