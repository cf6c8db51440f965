import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderGallery, type GalleryLanguage } from './gallery'
import type { Assets } from './layout'

const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const hasChromium = existsSync(chromiumPath)
if (!hasChromium)
  console.log(`SKIPPED: pages in a browser, because there is no Chromium at ${chromiumPath} (set CHROMIUM)`)
const shots = process.env['OPENPES_SHOTS']
const origin = 'http://gallery.test'
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'"
const languages: readonly GalleryLanguage[] = ['km', 'lo', 'en']

let folder = ''
let assets: Assets = { css: '', js: '' }

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'openpes-assets-'))
  const tool = new URL('../../../tools/build-assets.mjs', import.meta.url).pathname
  const { buildAssets } = (await import(tool)) as { buildAssets: (to: object) => Promise<Assets> }
  assets = await buildAssets({ outDir: folder, log: () => undefined })
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the pages’ markup', () => {
  it.each(languages)('carries no inline style, script or event handler in %s', async (lang) => {
    const html = await renderGallery(lang, assets)
    expect(html.startsWith('<!DOCTYPE html>')).toBe(true)
    expect(html).toContain(`<html lang="${lang}"`)
    expect(html).not.toMatch(/\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|\[object|undefined/)
  })

  it('gives every id once', async () => {
    const ids = [...(await renderGallery('en', assets)).matchAll(/\sid="([^"]+)"/g)].map((match) => match[1])
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('escapes what people typed', async () => {
    const { TextField } = await import('./fields')
    const html = String(TextField({ name: 'x', label: '<b>', value: '"><script>' }))
    expect(html).not.toMatch(/<script|<b>/)
  })
})

describe('the style sheet', () => {
  const sheet = () => readFileSync(path.join(folder, path.basename(assets.css)), 'utf8')

  it('uses neither the crown nor the typeface of the United Kingdom', () => {
    expect(sheet()).not.toMatch(/transport|crown|crest/i)
  })

  it('names only font files that were built', () => {
    const named = [...sheet().matchAll(/url\("?([^)"]+)"?\)/g)].map((match) => match[1])
    expect(named).toHaveLength(8)
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(named))
  })

  it('never writes in capitals, slants or spaces letters', () => {
    expect(sheet()).not.toMatch(/text-transform:\s*uppercase|font-style:\s*italic|letter-spacing:\s*-?[.\d]/)
  })
})

describe.skipIf(!hasChromium)('the gallery in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] })
  }, 60_000)
  afterAll(() => browser?.close())

  async function open(
    lang: GalleryLanguage,
    width: number,
    wide = false,
  ): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.route(`${origin}/**`, async (route) => {
      const name = new URL(route.request().url()).pathname
      if (name.startsWith('/assets/')) return route.fulfill({ path: path.join(folder, path.basename(name)) })
      if (route.request().method() === 'POST') return route.fulfill({ status: 204 })
      return route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: { 'content-security-policy': policy },
        body: await renderGallery(lang, assets, wide),
      })
    })
    await page.goto(`${origin}/`, { waitUntil: 'networkidle' })
    return { page, complaints }
  }

  const views = languages.flatMap((lang) => [
    { lang, width: 360, wide: false },
    { lang, width: 1280, wide: true },
    { lang, width: 1280, wide: false },
  ])

  it.each(views)(
    'has no fault that axe finds, and nothing wider than the screen: $lang at $width, staff $wide',
    async ({ lang, width, wide }) => {
      const { page, complaints } = await open(lang, width, wide)
      if (shots) {
        mkdirSync(shots, { recursive: true })
        await page.screenshot({ path: path.join(shots, `${lang}-${width}${wide ? '-staff' : ''}.png`), fullPage: true })
      }
      await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
      const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
      if (shots)
        await page.screenshot({
          path: path.join(shots, `${lang}-${width}${wide ? '-staff' : ''}-open.png`),
          fullPage: true,
        })
      await page
        .context()
        .newCDPSession(page)
        .then((session) => session.send('Page.setBypassCSP', { enabled: true }))
      await page.evaluate(readFileSync(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8'))
      const found = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }
        return (await axe.run()).violations
      })
      expect(found.map((item) => `${item.id}: ${item.nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
      expect(overflow).toBeLessThanOrEqual(0)
      expect(complaints).toEqual([])
      await page.close()
    },
    60_000,
  )

  it.each([
    ['km', '17px', '28.9px'],
    ['lo', '17px', '28.9px'],
    ['en', '16px', '23.2px'],
  ] as const)('sets body text in %s at %s on %s', async (lang, size, line) => {
    const { page } = await open(lang, 360)
    const style = await page.evaluate(
      "(({ fontSize, lineHeight }) => [fontSize, lineHeight])(getComputedStyle(document.querySelector('.govuk-inset-text')))",
    )
    expect(style).toEqual([size, line])
    await page.close()
  })

  it('sends a form once and forgets what was stored on signing out', async () => {
    const { page } = await open('en', 360)
    let sent = 0
    page.on('request', (request) => {
      if (request.method() === 'POST') sent += 1
    })
    await page.evaluate("localStorage.setItem('name', 'x')")
    const save = page.locator('form[action="/register"] button').first()
    await save.click()
    await save.click({ force: true })
    await page.locator('[data-sign-out] button').click()
    await page.waitForTimeout(200)
    expect(sent).toBe(2)
    expect(await page.evaluate('localStorage.length')).toBe(0)
    await page.close()
  })

  it('moves the focus to the error summary and from there to the field', async () => {
    const { page } = await open('en', 1280)
    expect(await page.evaluate('document.activeElement.className')).toBe('govuk-error-summary')
    await page.locator('.govuk-error-summary a').click()
    expect(await page.evaluate('document.activeElement.id')).toBe('birth')
    await page.close()
  })
})

interface Violation {
  id: string
  nodes: { html: string }[]
}
