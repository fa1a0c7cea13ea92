import { readFileSync, statSync } from 'node:fs'

/**
 * The moment a process started, in clock ticks since boot (field 22 of /proc/<pid>/stat). Together with the pid it names a
 * process for good: a pid alone is given to another process sooner or later, in a container within minutes.
 *
 * @returns undefined when there is no such process or only its zombie
 */
export function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The program name in brackets may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

/** The words a process was started with, or the title it gave itself; empty when it is gone. */
export function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

/** The user id a process runs as; undefined when it is gone. */
export function processOwner(pid: number): number | undefined {
  return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid
}

/** Whether a process works in this directory; undefined where the kernel does not let us look (a container without ptrace). */
export function worksIn(pid: number, dir: string): boolean | undefined {
  try {
    const here = statSync(`/proc/${pid}/cwd`)
    const there = statSync(dir)
    return here.ino === there.ino && here.dev === there.dev
  } catch {
    return undefined
  }
}

/** Signals a process; one that is gone already is what the caller wanted. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
