import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Hono } from 'hono'

const types: Record<string, string> = { '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.woff2': 'font/woff2', '.map': 'application/json' }

/** Built files under names that change with their content, so a phone fetches each once. */
export function serveAssets(website: Hono, folder: string): void {
  const packed = new Map<string, Buffer>()
  website.get('/assets/:name{[a-z0-9.-]+}', async (call) => {
    const name = call.req.param('name')
    const type = types[extname(name)]
    if (!type) return call.notFound()
    let bytes: Buffer
    try {
      bytes = await readFile(join(folder, name))
    } catch {
      return call.notFound()
    }
    const headers: Record<string, string> = { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' }
    if (!name.endsWith('.woff2') && /\bbr\b/.test(call.req.header('accept-encoding') ?? '')) {
      const small = packed.get(name) ?? brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
      packed.set(name, small)
      return call.body(new Uint8Array(small), 200, { ...headers, 'Content-Encoding': 'br' })
    }
    return call.body(new Uint8Array(bytes), 200, headers)
  })
}
