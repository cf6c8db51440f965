// Builds dist/: server, worker of the database, command line, style sheet, fonts and browser code.
import { build } from 'esbuild'
import { buildAssets } from './build-assets.mjs'

const started = performance.now()
await build({
  entryPoints: {
    server: 'src/app/server.ts',
    cli: 'src/app/cli.ts',
    'pglite-worker': 'src/platform/db/engine/pglite-worker.ts',
    'import-worker': 'src/platform/imports/parse-worker.ts',
    'pdf-worker': 'src/platform/documents/pdf-worker.ts',
    'match-worker': 'src/capabilities/matching/engine/batch-worker.ts',
  },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  sourcemap: true,
  logLevel: 'warning',
})
await buildAssets({ outDir: 'dist/assets' })
console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
