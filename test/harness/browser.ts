import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Visitor, TestApp } from './app'

export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
export const hasChromium = existsSync(chromiumPath)
if (!hasChromium) console.log(`SKIPPED: journeys in a browser, because there is no Chromium at ${chromiumPath} (set CHROMIUM)`)
if (!hasChromium && process.env['CI'] === 'true') throw new Error('In CI the browser tests must run: install Chromium.')

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

export interface OpenOptions {
  width: 360 | 1280
  script?: boolean
  language: 'km' | 'lo' | 'en'
  /** Signed in as this visitor of the harness. */
  as?: Visitor
}

/** The real app behind a real port, and a real browser before it. */
export async function openBrowser(app: TestApp) {
  const server = serve({ fetch: app.website.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] })
  const complaints: string[] = []

  async function open({ width, script = true, language, as }: OpenOptions): Promise<{ page: Page; context: BrowserContext; to: (path: string) => string }> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: script, locale: language })
    if (as) await context.addCookies([...as.cookies].map(([name, value]) => ({ name, value, domain: 'localhost', path: '/', secure: true, httpOnly: true })))
    const page = await context.newPage()
    if (!script) withoutScript.add(page)
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`)
    })
    return { page, context, to: (path) => `${origin}/${language}${path === '/' ? '' : path}` }
  }

  return {
    origin,
    open,
    /** What pages complained about on the console so far. */
    complaints,
    close: async () => {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Pages in which nothing that is evaluated ever answers. */
const withoutScript = new WeakSet<Page>()

interface Violation {
  id: string
  nodes: { html: string }[]
}

/** What axe finds on a page, and whether something is wider than the screen. Empty is good. Needs script; the page itself may run none. */
export async function faultsOf(page: Page): Promise<string[]> {
  if (withoutScript.has(page)) throw new Error('This page was opened without script, and axe would wait for ever: look at it with script.')
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setBypassCSP', { enabled: true })
  await page.evaluate(axe)
  const found = (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[]
  const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
  const at = new URL(page.url()).pathname
  return [
    ...found.map((item) => `${at}: ${item.id}: ${item.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`),
    ...(overflow > 0 ? [`${at}: ${overflow} px wider than the screen`] : []),
  ]
}

/** Keeps a picture when SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
