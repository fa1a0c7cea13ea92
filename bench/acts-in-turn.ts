/** The acts on one case in turn: it is graded and assigned, to and fro, so that each act is legal and changes something. */
export function actAt(
  turn: number,
  handlers: readonly [string, string],
): { command: string; input: Record<string, unknown> } {
  const second = turn % 4 >= 2
  if (turn % 2 === 1) return { command: 'assign', input: { handler: handlers[second ? 1 : 0] } }
  return {
    command: 'grade',
    input: { grade: second ? 'important' : 'urgent', reason: '经复核，影响范围与原先判断不同。' },
  }
}
