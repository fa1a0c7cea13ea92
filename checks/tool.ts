import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'

const bin = join(import.meta.dirname, '../node_modules/.bin')

/**
 * Runs a program of `node_modules/.bin` in a folder. Finding something wrong is an ordinary end, whatever the code; a program that
 * cannot be started is not.
 */
export function tool(
  name: string,
  args: string[],
  cwd: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, PATH: `${bin}${delimiter}${process.env.PATH}` }
  return new Promise((resolve, reject) => {
    execFile(join(bin, name), args, { cwd, env, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') return reject(error)
      resolve({ code: Number(error?.code ?? 0), stdout, stderr })
    })
  })
}

/** Parses what a tool printed, or says what it printed instead. */
export function parsedOutput<Shape>(name: string, { stdout, stderr }: { stdout: string; stderr: string }): Shape {
  try {
    return JSON.parse(stdout)
  } catch {
    throw new Error(`${name} printed no report:\n${stderr || stdout}`)
  }
}
