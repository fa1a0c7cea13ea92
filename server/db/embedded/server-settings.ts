import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import type { Places } from './places.ts'

/** Linux stores 108 bytes of a socket's path, the last one a zero. */
const LONGEST_SOCKET_PATH = 107

/** File of the server's settings; outside the cluster, so that only we write it and a restored cluster brings no old one. */
export const settingsFile = (home: string) => join(home, 'pg.conf')
export const logDir = (home: string) => join(home, 'pg-log')

/** Directory of the Unix socket, or undefined where its path would be too long; the loopback address serves then. */
export function socketDir(home: string): string | undefined {
  const dir = join(home, 'pg-run')
  return Buffer.byteLength(`${dir}/.s.PGSQL.65535`) <= LONGEST_SOCKET_PATH ? dir : undefined
}

/** The port that the settings name now; undefined before the first start. */
export function settledPort(home: string): number | undefined {
  try {
    const port = /^port = (\d+)$/m.exec(readFileSync(settingsFile(home), 'utf8'))?.[1]
    return port ? Number(port) : undefined
  } catch {
    return undefined
  }
}

/** Writes the settings; each start does, so that an update of the program brings its own. */
export function writeSettings({ home, cluster }: Places, port: number, durable: boolean): void {
  const access = join(home, 'pg-access.conf')
  write(access, 'local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n')
  write(settingsFile(home), settings(home, cluster, access, port, durable))
}

function write(file: string, text: string): void {
  rmSync(`${file}.new`, { force: true })
  writeFileSync(`${file}.new`, text, { flag: 'wx' })
  chmodSync(`${file}.new`, 0o644)
  renameSync(`${file}.new`, file)
}

/**
 * What the server keeps of its pages: an eighth of the memory, 256 MB at least and 2 GB at most. The rest of the memory
 * serves as well, through the system's own cache.
 */
function megabytesOfBuffers(bytes: number): number {
  return Math.min(2048, Math.max(256, Math.floor(bytes / 8 / 2 ** 20)))
}

/** Bytes of memory that this machine, or the container around us, has. */
function availableMemory(): number {
  const allowed = process.constrainedMemory()
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()
}

function settings(home: string, cluster: string, access: string, port: number, durable: boolean): string {
  const socket = socketDir(home)
  const forced = durable ? 'on' : 'off'
  return `# Written anew at each start. Own settings belong into pg-local.conf beside this file.
data_directory = ${quoted(cluster)}
hba_file = ${quoted(access)}
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ${quoted(socket ? `"${socket.replaceAll('"', '""')}"` : '')}
unix_socket_permissions = 0700
password_encryption = scram-sha-256
max_connections = ${durable ? 60 : 200}
shared_buffers = ${durable ? megabytesOfBuffers(availableMemory()) : 256}MB
jit = off

# What was acknowledged survives a crash and a power cut.
fsync = ${forced}
full_page_writes = ${forced}
synchronous_commit = on
wal_compression = on

# A statement of a killed program frees its locks soon.
client_connection_check_interval = 2s

# Times are kept in UTC; the office's zone is the program's business.
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'

# The log holds no statement, parameter, detail or row: they may be personal. A week of files, overwritten in turn.
logging_collector = on
log_directory = ${quoted(logDir(home))}
log_filename = 'postgresql-%a.log'
log_file_mode = 0600
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_statement = none
log_min_duration_statement = -1
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0

include_if_exists = ${quoted(join(home, 'pg-local.conf'))}
`
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
