import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** A program of a mail server that a test started for itself. */
export type Running = {
  readonly port: number
  /** What it wrote down, to be told beside what went wrong. */
  log(): Promise<string>
  stop(): Promise<void>
}

/** Where mail goes: a domain, and how Postfix reaches it, such as `lmtp:[127.0.0.1]:2424`. */
export type Route = { readonly domain: string; readonly way: string }

const services = `
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

/**
 * A Postfix with its own configuration and queue, beside whatever runs on the machine. Has to be root, as Postfix asks.
 *
 * @param routes domains that it takes mail for and hands on
 */
export async function startPostfix(port: number, routes: readonly Route[]): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'huiyin-postfix-'))
  await chmod(folder, 0o755)
  const [config, log] = [join(folder, 'config'), join(folder, 'log')]
  await mkdir(config)
  await mkdir(join(folder, 'queue'))
  await promisify(execFile)('install', ['--directory', '--owner=postfix', join(folder, 'data')])
  await writeFile(join(config, 'main.cf'), settings(folder, routes))
  await writeFile(join(config, 'master.cf'), `127.0.0.1:${port} inet n - n - - smtpd${services}`)
  await writeFile(join(config, 'transport'), routes.map(({ domain, way }) => `${domain} ${way}\n`).join(''))
  const child = spawn('/usr/sbin/postfix', ['-c', config, 'start-fg'], { stdio: 'ignore', detached: true })
  const stop = async () => {
    await end(child)
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  return begun({ port, log: () => readFile(log, 'utf8').catch(() => ''), stop })
}

function settings(folder: string, routes: readonly Route[]): string {
  const given = {
    compatibility_level: '3.6',
    queue_directory: join(folder, 'queue'),
    data_directory: join(folder, 'data'),
    daemon_directory: '/usr/lib/postfix/sbin',
    command_directory: '/usr/sbin',
    mail_owner: 'postfix',
    setgid_group: 'postdrop',
    maillog_file: join(folder, 'log'),
    maillog_file_prefixes: folder,
    myhostname: 'mx.case.example',
    mydestination: '',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    mynetworks: '127.0.0.0/8',
    relay_domains: routes.map(({ domain }) => domain).join(' '),
    transport_maps: `texthash:${join(folder, 'config', 'transport')}`,
    smtpd_relay_restrictions: 'permit_mynetworks reject',
    alias_maps: '',
    recipient_delimiter: '+',
    message_size_limit: '80000000',
    // What could not be handed over is tried again within seconds.
    queue_run_delay: '1s',
    minimal_backoff_time: '1s',
    maximal_backoff_time: '2s',
  }
  return Object.entries(given)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('')
}

/** Waits until a server listens. @throws Error with its log where it does not */
export async function begun(server: Running): Promise<Running> {
  for (let left = 150; left > 0; left--) {
    if (await listens(server.port)) return server
    await sleep(100)
  }
  const log = await server.log()
  await server.stop()
  throw new Error(`the server does not listen\n${log}`)
}

async function listens(port: number): Promise<boolean> {
  const line = connect(port, '127.0.0.1')
  const came = await Promise.race([
    once(line, 'connect').then(() => true),
    once(line, 'error').then(() => false),
  ]).catch(() => false)
  line.destroy()
  return came
}

/** Ends a server with all that it started. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  process.kill(-child.pid, 'SIGTERM')
  await Promise.race([once(child, 'exit'), sleep(5000)])
  if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
}
