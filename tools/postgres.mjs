// A PostgreSQL server for tests and measurements: the one of TEST_DATABASE_URL, or a private one from Debian's packages.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

function freePort() {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

function findPrograms() {
  const folder = '/usr/lib/postgresql'
  const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : []
  const found = versions.map((version) => join(folder, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
  if (!found) throw new Error('No PostgreSQL server is installed. Install one (apt-get install postgresql) or set TEST_DATABASE_URL.')
  return found
}

/** Starts a private server with the settings of production (fsync on) and says where it is. `settings` are lines of postgresql.conf. */
export async function startPostgres({ settings = [] } = {}) {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, version: 'of TEST_DATABASE_URL', stop() {}, kill() {}, start() {} }
  const bin = findPrograms()
  const folder = mkdtempSync(join(tmpdir(), 'openpes-postgres-'))
  const port = await freePort()
  const isRoot = process.getuid?.() === 0
  if (isRoot) {
    execFileSync('chown', ['postgres', folder])
    chmodSync(folder, 0o700)
  }
  const run = (program, args) => {
    const [command, words] = isRoot ? ['su', ['postgres', '-s', '/bin/sh', '-c', [join(bin, program), ...args.map((word) => `'${word}'`)].join(' ')]] : [join(bin, program), args]
    const { status, stderr, stdout } = spawnSync(command, words, { encoding: 'utf8', cwd: '/' })
    if (status !== 0) throw new Error(`${program} failed: ${stderr || stdout}`)
  }
  const data = join(folder, 'data')
  run('initdb', ['-D', data, '-U', 'postgres', '--encoding=UTF8', '--locale=C.UTF-8', '-A', 'trust'])
  const options = [`-p ${port}`, '-c listen_addresses=127.0.0.1', `-c unix_socket_directories=${folder}`, '-c max_connections=100', '-c log_error_verbosity=terse', ...settings.map((line) => `-c ${line}`)]
  const start = () => run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options.join(' '), 'start'])
  start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    version: bin.split('/').at(-2),
    folder,
    start,
    /** kill -9 of the whole server, as a power cut of the machine's programs. */
    kill() {
      spawnSync('pkill', ['-9', '-f', data])
    },
    stop() {
      try {
        run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop'])
      } catch {
        spawnSync('pkill', ['-9', '-f', data])
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
