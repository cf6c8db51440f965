// Builds what browsers load: style sheet, script and fonts, with hashed names, and manifest.json that names them.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'
import { compileAsync } from 'sass'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const modules = path.join(root, 'node_modules')
const limits = { css: 20_000, js: 15_000 }
const fonts = [
  ['km', 'noto-sans-khmer', 'noto-sans-khmer-khmer'],
  ['lo', 'noto-sans-lao', 'noto-sans-lao-lao'],
  ['latin', 'noto-sans', 'noto-sans-latin'],
]

/**
 * Writes into `outDir` and returns the manifest: addresses under `base` of css, js and the regular font of each script.
 * Throws when style sheet or script are heavier than a slow line can carry.
 */
export async function buildAssets({ outDir, base = '/assets/', log = console.log }) {
  await mkdir(outDir, { recursive: true })
  const names = new Map()
  const manifest = { css: '', js: '', fonts: {} }
  for (const [script, folder, file] of fonts) {
    for (const weight of [400, 700]) {
      const source = `${file}-${weight}-normal.woff2`
      const bytes = await readFile(path.join(modules, '@fontsource', folder, 'files', source))
      const name = hashed(`${file}-${weight}`, 'woff2', bytes)
      await writeFile(path.join(outDir, name), bytes)
      names.set(source, name)
      if (weight === 400) manifest.fonts[script] = base + name
      log(`${name}  ${bytes.length} bytes`)
    }
  }
  for (const source of ['names-khmer.woff2', 'names-lao.woff2']) {
    const bytes = await readFile(path.join(root, 'src/platform/web/fonts', source))
    const name = hashed(source.replace('.woff2', ''), 'woff2', bytes)
    await writeFile(path.join(outDir, name), bytes)
    names.set(source, name)
  }
  const css = await styles(names)
  const js = await script()
  for (const [kind, bytes] of [
    ['css', css],
    ['js', js],
  ]) {
    const name = hashed('app', kind, bytes)
    await writeFile(path.join(outDir, name), bytes)
    manifest[kind] = base + name
    const size = gzipSync(bytes, { level: 9 }).length
    log(`${name}  ${bytes.length} bytes, ${size} gzip (limit ${limits[kind]})`)
    if (size > limits[kind]) throw new Error(`${name} weighs ${size} bytes gzip; the limit is ${limits[kind]}`)
  }
  await writeFile(path.join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await removeOld(outDir, [...names.values(), manifest.css.slice(base.length), manifest.js.slice(base.length)])
  return manifest
}

async function styles(names) {
  const { css } = await compileAsync(path.join(root, 'src/platform/web/styles/app.scss'), {
    loadPaths: [modules],
    style: 'compressed',
    quietDeps: true,
  })
  // Every functional colour is declared at :root, so the fallback inside each var() is dead weight.
  const lean = css.replace(/var\((--govuk-[a-z-]+-colour), ?#[0-9a-f]{3,8}\)/gi, 'var($1)')
  // Spaced letters break Khmer and Lao words apart.
  const joined = lean.replace(/letter-spacing:\s*\.05em;?/g, '')
  const spaced = joined.replaceAll('1.4001', 'var(--op-line)').replaceAll('1.2001', 'var(--op-head)')
  const linked = spaced.replace(/url\("?([a-z0-9-]+\.woff2)"?\)/g, (_, file) => `url(${names.get(file) ?? file})`)
  const { code } = await transform(linked, {
    loader: 'css',
    minify: true,
    target: ['chrome80', 'firefox78', 'safari13'],
  })
  return Buffer.from(code)
}

async function script() {
  const result = await build({
    entryPoints: [path.join(root, 'src/browser/main.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome80', 'firefox78', 'safari13'],
    write: false,
    logLevel: 'silent',
    tsconfig: path.join(root, 'src/browser/tsconfig.json'),
  })
  return Buffer.from(result.outputFiles[0].contents)
}

function hashed(name, extension, bytes) {
  return `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}.${extension}`
}

/** Only files of an earlier build, known by their hash, are removed. */
async function removeOld(outDir, kept) {
  for (const file of await readdir(outDir)) {
    if (/-[0-9a-f]{10}\.(css|js|woff2)$/.test(file) && !kept.includes(file)) await rm(path.join(outDir, file))
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildAssets({ outDir: path.join(root, 'dist/assets') })
}
