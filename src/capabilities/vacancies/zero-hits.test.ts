import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { textKey } from '../../platform/text/text-key'
import { indexTokens, queryTokens, rankingWords } from '../../platform/text/tokens'
import { parseSearchQuery } from '../../platform/text/query'
import { vacancyDaily } from './index'
import { wordsToCount } from './rules/zero-hit'
import { anEmployer, publish, takeVacancy } from './test-vacancies'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
  const id = await takeVacancy(await app.as('counsellor'), await anEmployer(app), { title: 'Senior Accountant', occupation: '2411' })
  await publish(app, await app.as('counsellor', { duties: ['inspector'] }), id)
})
afterAll(() => app.close())

const search = async (query: Record<string, string>) => (await app.visitor().get(`/en/jobs?${new URLSearchParams(query).toString()}`)).text
const counted = () => app.db.wholeStore(async (db) => (await sql<{ words: string; times: number }>`select words, times from search_zero_hit order by words`.execute(db)).rows)

describe('words that found nothing', () => {
  it('are counted by day, without who typed them', async () => {
    await search({ q: 'Night COOK' })
    await search({ q: 'night cook' })
    await search({ q: 'accountant' })
    await search({ q: 'accountant', province: '02' })
    expect(await counted()).toEqual([{ words: 'night cook', times: 2 }])
  })

  it('are not counted when they may say something about a person', async () => {
    for (const q of ['cook 012345678', 'cook ០១២ ៣៤៥ ៦៧៨', 'cook@mail.example', 'Zxqvy Wqrtz', `cook ${'x'.repeat(60)}`]) await search({ q })
    expect((await counted()).map(({ words }) => words)).toEqual(['night cook'])
  })

  it('leave after a week unless seen on three days', async () => {
    await app.db.wholeStore((db) => sql`insert into search_zero_hit (day, language, words) select d, 'en', w from (values ('baker'), ('weaver')) x(w), unnest(array['2026-11-10', '2026-11-11', '2026-11-12']::date[]) d where w = 'baker' or d = '2026-11-10'`.execute(db))
    await app.asSystem((tx) => vacancyDaily['daily.vacancies.zero-hits']?.(tx, app.platform, {}) ?? Promise.resolve())
    expect([...new Set((await counted()).map(({ words }) => words))]).toEqual(['baker', 'night cook'])
  })

  it('are shown to headquarters and to nobody below', async () => {
    expect((await (await app.as('headquarters')).get('/en/vacancies/unfound')).text).toContain('night cook')
    expect((await (await app.as('counsellor')).get('/en/vacancies/unfound')).status).toBe(403)
  })

  it('are kept only as a whole', () => {
    const known = (token: string) => token === 'wcook'
    const count = (text: string) => wordsToCount(textKey(text), known, queryTokens(text))
    expect([count('Cook'), count('cook  in town'), count('baker'), count('cook 12-34'), count('cook 123'), count('')]).toEqual(['cook', 'cook in town', null, null, 'cook 123', null])
  })
})

describe('a search that found nothing', () => {
  it('leads to occupations near the words that have open jobs', async () => {
    const text = await search({ q: 'auditor' })
    expect(text).toContain('Open jobs of a similar kind')
    expect(text).toMatch(/href="\/en\/jobs\?group=2411"[^>]*>[^<]+ \(1\)</)
    expect(await search({ group: '2411' })).toContain('<option value="2411" selected')
  })
})

describe('what is too long', () => {
  it('is cut, and the page says so', async () => {
    const text = await search({ q: 'a'.repeat(201) })
    expect(text).toContain('Only the first 200 characters were searched.')
    expect(await search({ q: 'a'.repeat(200) })).not.toContain('Only the first 200 characters were searched.')
  })

  it('takes under 50 ms: 154,000 characters without a break', async () => {
    const unbroken = 'គ្រូ'.repeat(38_500)
    expect(unbroken).toHaveLength(154_000)
    const timed = (run: () => unknown) => {
      run()
      const from = process.cpuUsage()
      run()
      const { user, system } = process.cpuUsage(from)
      return (user + system) / 1000
    }
    expect(timed(() => parseSearchQuery(unbroken))).toBeLessThan(50)
    expect(timed(() => [indexTokens(unbroken), rankingWords(unbroken)])).toBeLessThan(50)
    const refused = await app.visitor().get(`/en/jobs?q=${encodeURIComponent(unbroken)}`)
    expect([refused.status, refused.text.includes('longer than 8,000 characters')]).toEqual([400, true])
  })
})

describe('filters in use', () => {
  it('stand as chips, each a link to the search without it', async () => {
    const text = await search({ q: 'accountant', province: '01', group: '2', wage: '500,000' })
    const chips = /<ul class="op-chips"[\s\S]*?<\/ul>/.exec(text)?.[0] ?? ''
    expect([...chips.matchAll(/href="([^"]*)"/g)].map(([, href]) => href?.replaceAll('&amp;', '&'))).toEqual([
      '/en/jobs?q=accountant&group=2&wage=500%2C000', '/en/jobs?q=accountant&province=01&wage=500%2C000', '/en/jobs?q=accountant&province=01&group=2', '/en/jobs?q=accountant',
    ])
    expect(await search({ q: 'accountant' })).not.toContain('op-chips')
  })
})
