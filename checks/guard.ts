/** What is wrong, where; `rule` is the name a fixture must carry. */
export type Problem = { rule: string; file: string; line?: number | undefined; text: string }

/** What a guard saw (`figure`, so that a guard that looked at nothing shows) and what is wrong. */
export type Finding = { figure: string; problems: Problem[] }

export type Guard = {
  /** also the name of its folder in `checks/fixtures` */
  name: string
  /** every rule it can report, or those of them that are ours; each has a fixture that breaks it */
  rules: string[]
  /**
   * @param root absolute path of the tree to judge; its configuration files are the ones that count
   * @throws when a tool cannot run; a violation is never thrown
   */
  run(root: string): Promise<Finding>
}
