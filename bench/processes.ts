import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second in /proc: 100 on every Linux there is, since it is part of the kernel's interface. */
const ticks = 100

type Stat = { readonly pid: number; readonly parent: number; readonly own: number; readonly ended: number }

/** Processor seconds that a process has used so far. */
export function cpuOf(pid: number): number {
  return statOf(pid)?.own ?? 0
}

/** Processor seconds of a process and everything it started, children that have ended included. */
export function cpuOfTree(pid: number): number {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []))
  const children = all.filter((one) => one.parent === pid)
  const root = all.find((one) => one.pid === pid)
  return (root ? root.own + root.ended : 0) + children.reduce((sum, one) => sum + one.own + one.ended, 0)
}

/** Resident memory of a process in MiB: now, or at most so far. */
export function memoryOf(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  const found = new RegExp(`^${which}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1] ?? Number.NaN) / 1024
}

/** What the kernel counted for a process, in seconds; undefined where it has ended. */
function statOf(pid: number): Stat | undefined {
  try {
    // The name in parentheses may hold anything, spaces and parentheses too; behind it the fields are numbers.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map((at) =>
      Number(fields[at]),
    )
    return { pid, parent, own: (user + system) / ticks, ended: (endedUser + endedSystem) / ticks }
  } catch {
    return undefined
  }
}
