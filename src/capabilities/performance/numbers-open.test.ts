import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { fillWithRows, placeSome } from '../measures/test-rows'
import { loadIndicators } from './actions/framework'

let app: TestApp
let hq: Visitor, chief: Visitor
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 300 })
  await placeSome(app)
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  ;[hq, chief] = [await app.as('headquarters'), await app.as('chief')]
})
afterAll(() => app.close())

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim()
const lastNumber = (text: string) => /(\d[\d,]*)$/.exec(text)?.[1]

/** Every number of a screen that is a link, with the list that it opens. */
const numbersOf = (html: string) => [...new Map([...html.matchAll(/<a[^>]*href="([^"]*\/records\?[^"]*)"[^>]*>(.*?)<\/a>/gs)].flatMap(([, href = '', inner = '']) => {
  const number = lastNumber(plain(inner.replace(/<span class="govuk-visually-hidden">.*?<\/span>/gs, '')))
  return number === undefined ? [] : [[href.replaceAll('&amp;', '&'), number] as const]
}))]
const mostOfOneScreen = 8
/** Some of many, spread evenly from the first to the last. */
const some = <T,>(all: readonly T[]): T[] => all.filter((_, i) => all.length <= mostOfOneScreen || Math.floor((i * mostOfOneScreen) / all.length) !== Math.floor(((i - 1) * mostOfOneScreen) / all.length))

async function differing(who: Visitor, screens: readonly string[]) {
  const wrong: string[] = []
  const counts: number[] = []
  for (const screen of screens) {
    const numbers = some(numbersOf((await who.get(`/en${screen}`)).text))
    counts.push(numbers.length)
    for (const [href, number] of numbers) {
      const heading = lastNumber(plain(/<h1[^>]*>(.*?)<\/h1>/s.exec((await who.get(href)).text)?.[1] ?? ''))
      if (heading !== number) wrong.push(`${screen}: ${number} opens ${heading ?? 'nothing'} at ${href}`)
    }
  }
  return { wrong, counts }
}
const at = 'month=2026-10'
const national = ['/this-month?month=2026-10', `/this-month?${at}&sex=F`, `/this-month?${at}&measure=PLACEMENTS&centre=T-A`, `/performance/indicators/job_placements?${at}`, `/performance/indicators/jobseeker_registrations?${at}&centre=T-B`, `/performance/indicators/posts_received?${at}`, `/performance/visits?${at}`]
const own = ['/this-month?month=2026-09', `/performance/indicators/walk_in_visits?${at}`, `/performance/indicators/services_to_jobseekers?${at}`, `/performance/visits?${at}`]

it('the number that is clicked on eleven screens is the number above its list', async () => {
  const found = [await differing(hq, national), await differing(chief, own)]
  expect(found.flatMap(({ wrong }) => wrong)).toEqual([])
  expect(Math.min(...found.flatMap(({ counts }) => counts))).toBeGreaterThan(2)
})

it('a wrong one would be seen (control)', () => {
  expect(numbersOf('<a class="x" href="/en/this-month/records?a=1&amp;b=2"><span>People</span> 1,204</a><a href="/en/this-month/records?c">Open</a>')).toEqual([['/en/this-month/records?a=1&b=2', '1,204']])
  expect(lastNumber(plain('<b>Placements, October 2026: 12</b>'))).not.toBe('1')
  expect(some([...Array(100).keys()])).toHaveLength(mostOfOneScreen)
})
