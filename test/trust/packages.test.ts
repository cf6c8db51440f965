import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
interface LockedPackage {
  version?: string
  dev?: boolean
  optional?: boolean
  devOptional?: boolean
  hasInstallScript?: boolean
  resolved?: string
  integrity?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}
type Manifest = Record<'dependencies' | 'devDependencies', Record<string, string>>

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> }
const locked = Object.entries(lock.packages).filter(([path]) => path !== '')
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 13)

/** Packages that declare an install script; they work without it, because nothing is installed with scripts. */
const scriptsKnown = ['esbuild', 'fsevents', '@parcel/watcher', 'core-js', 'autocannon', 'unrs-resolver']
/** Read by the build only: style sheets, fonts, bundler. `npm start` on a fresh clone needs them, the running server does not. */
const forBuilding = ['esbuild', 'sass', 'govuk-frontend', '@ministryofjustice/frontend', '@fontsource/noto-sans', '@fontsource/noto-sans-khmer', '@fontsource/noto-sans-lao']
const most = 60

const rangesOf = (given: Manifest) => Object.entries({ ...given.dependencies, ...given.devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)).map(([name]) => name)

describe('packages (S3)', () => {
  it('are named with exact versions', () => {
    expect(rangesOf(manifest)).toEqual([])
    expect(rangesOf({ dependencies: { planted: '^1.0.0' }, devDependencies: {} })).toEqual(['planted'])
  })

  it('run no install script outside the known list, and the project installs without scripts', () => {
    expect(locked.filter(([, found]) => found.hasInstallScript).map(([path]) => nameOf(path)).filter((name) => !scriptsKnown.includes(name))).toEqual([])
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toContain('ignore-scripts=true')
  })

  it('come with a digest, and from no other place than the registry', () => {
    expect(locked.filter(([, { resolved, integrity }]) => !integrity?.startsWith('sha512-') || (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))).map(([path]) => path)).toEqual([])
  })

  it('are few at run time: what the running server loads, with all that these need', () => {
    const installed = locked.filter(([path, found]) => !found.dev && !found.devOptional && existsSync(join(root, path))).map(([path]) => nameOf(path))
    const loaded = closure(Object.keys(manifest.dependencies).filter((name) => !forBuilding.includes(name)))
    console.log(`${loaded.size} packages at run time, ${new Set(installed).size} with those that build style and program. At run time: ${[...loaded].sort().join(', ')}`)
    expect(loaded.size).toBeLessThanOrEqual(most)
    expect(loaded).toContain('pg-protocol')
  })

  // A worker run from TypeScript is bundled on the spot; after a build it lies in dist/ and nothing is bundled.
  it('that are only for building are imported by no part of the server', () => {
    const imported = (name: string) => execFileSync('grep', ['-rlE', `from '${name}|import\\('${name}`, 'src', '--include=*.ts', '--include=*.tsx'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)
    const found = forBuilding.flatMap((name) => {
      try {
        return imported(name).filter((file) => !/\.test\.|\/test-|worker-file|documents\/pdf\.ts/.test(file) && !file.startsWith('src/browser/'))
      } catch {
        return []
      }
    })
    expect(found).toEqual([])
    expect(imported('hono').length).toBeGreaterThan(3)
  })
})

function closure(roots: readonly string[]): Set<string> {
  const found = new Set<string>()
  const visit = (name: string) => {
    const entry = lock.packages[`node_modules/${name}`]
    if (found.has(name) || !entry || !existsSync(join(root, 'node_modules', name))) return
    found.add(name)
    for (const next of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) visit(next)
  }
  roots.forEach(visit)
  return found
}

const secret = /-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[baprs]-[A-Za-z0-9-]{10,}|postgres(?:ql)?:\/\/[^\s:@/'"`]+:[^\s@/'"`${}]{3,}@(?!host\b|localhost|127\.)/

describe('secrets (S4)', () => {
  it('are in no commit', () => {
    let history: string
    try {
      history = execFileSync('git', ['log', '-p', '--all', '--no-color', '--unified=0', '--', '.', ':!package-lock.json'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 29, stdio: ['ignore', 'pipe', 'ignore'] })
    } catch {
      console.log('There is no history here; the files themselves are searched.')
      history = execFileSync('grep', ['-rIh', '.', 'src', 'test', 'tools', 'docs', 'db'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 29 })
    }
    const found = history.split('\n').filter((line) => line.startsWith('+') && secret.test(line))
    expect(found).toEqual([])
    // Put together here, so that this file does not find itself.
    expect(secret.test(['-----BEGIN', 'PRIVATE KEY-----'].join(' '))).toBe(true)
    expect(secret.test(`postgres://openpes:${'s3cretword'}@db.example.org/openpes`)).toBe(true)
  })

  it('have their files outside the repository', () => {
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n')
    expect(ignored).toEqual(expect.arrayContaining(['var/', 'dist/', 'node_modules/']))
  })
})
