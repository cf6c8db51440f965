import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import type { Country } from '../../platform/country/index'
import { conceptsIn } from './concepts'
import { anEmployer, publish, takeVacancy } from './test-vacancies'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
  const [counsellor, inspector, employer] = [await app.as('counsellor'), await app.as('counsellor', { duties: ['inspector'] }), await anEmployer(app)]
  const adverts = [
    { title: 'Cook for a canteen', occupation: '5120', place: '0101' },
    { title: 'Cook in the south', occupation: '5120', place: '0201', wageMin: '2,000,000', wageMax: '2,500,000' },
    { title: 'Trainer who speaks of cooks', occupation: '2330', place: '0101', duties: 'Teaches young people to cook and what cooks do, for customers from Riverland and other places.' },
  ]
  for (const advert of adverts) await publish(app, inspector, await takeVacancy(counsellor, employer, advert))
})
afterAll(() => app.close())

const ask = (query: string, language = 'en') => app.visitor().get(`/${language}/jobs?${query}`)
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('&amp;', '&')
const titles = (text: string) => ['Cook for a canteen', 'Cook in the south', 'Trainer who speaks of cooks'].filter((title) => text.includes(title))
const chips = (text: string) => [...(/<ul class="op-chips" aria-label="Filters in use">[\s\S]*?<\/ul>/.exec(text)?.[0] ?? '').matchAll(/class="op-chip" href="([^"]*)"/g)].map(([, href = '']) => plain(href))

describe('an address that cannot be used', () => {
  it.each([
    ['q=cook&colour=red', 'There is no filter “colour”'],
    ['q=cook&constructor=x', 'There is no filter “constructor”'],
    ['q=cook&province=99', 'Province: “99” is not known. Choose again.'],
    ['q=cook&group=99', 'Kind of work: “99” is not known'],
    ['q=cook&contract=forever', '“forever” is not known'],
    ['q=cook&wage=plenty', 'Wage: “plenty” is not known'],
    ['q=cook&education=none-such', '“none-such” is not known'],
    ['q=cook&since=ever', '“ever” is not known'],
    ['q=cook&page=first', '“first” is not known'],
    ['q=cook&province=01&province=02', 'Province: given more than once'],
    [`q=cook&${Array.from({ length: 199 }, (_, at) => `f${at}=1`).join('&')}`, 'The address has 200 filters or more'],
  ])('is refused with the name of what is wrong: %s', async (query, sentence) => {
    const { status, text } = await ask(query)
    expect(status).toBe(400)
    expect(text).toContain(sentence)
    expect(text).toContain('value="cook"')
    expect(text).toContain('(3)')
  })

  it('is refused in the language of the reader', async () => {
    expect((await ask('province=99', 'km')).text).toContain('មិនស្គាល់ “99” ទេ')
    expect((await ask('province=99', 'lo')).text).toContain('ບໍ່ຮູ້ຈັກ “99”')
  })

  it('is refused from 5,000 characters on; fewer are cut', async () => {
    expect([(await ask(`q=${'a'.repeat(5000)}`)).status, (await ask(`q=${'a'.repeat(4999)}`)).status]).toEqual([400, 200])
    expect((await ask(`q=${'a'.repeat(5000)}`)).text).toContain('type fewer than 5,000 characters')
  })

  it('may carry the marks of sites where people share it', async () => {
    expect((await ask('q=cook&fbclid=abc&utm_source=x')).status).toBe(200)
  })

  it('is refused by the API too, with the field', async () => {
    for (const [query, field] of [['colour=red', 'colour'], ['province=99', 'province'], ['province=0101', 'province'], ['district=01', 'district'], ['group=99', 'group'], ['contract=forever', 'contract'], [`q=${'a'.repeat(5000)}`, 'q']] as const) {
      const reply = await app.visitor().get(`/api/v1/vacancies?${query}`)
      expect([query, reply.status, reply.text.includes(`"${field}"`)]).toEqual([query, 400, true])
    }
  })
})

describe('names among the words', () => {
  it('are found in every language, the longest first, and never within quotes', () => {
    const codes = (text: string) => conceptsIn(text, app.country).map(({ kind, code }) => `${kind} ${code}`)
    const place = app.country.placeByCode.get('02')?.names
    const cooks = (language: 'en' | 'km' | 'lo') => app.country.occupations.title('5120', language)?.text ?? ''
    expect(codes('work in RIVERLAND')).toEqual(['province 02'])
    for (const name of [place?.km, place?.lo, place?.native]) expect(codes(name ?? ''), name ?? '').toEqual(['province 02'])
    for (const language of ['en', 'km', 'lo'] as const) expect(codes(cooks(language)), cooks(language)).toEqual(['group 5120'])
    expect(codes('"riverland"')).toEqual([])
    expect(codes('river land')).toEqual([])
    expect(codes('')).toEqual([])
  })

  it('that several places have mean none of them, and a province stands before a district', () => {
    const place = (code: string, level: number, latin: string) => ({ code, level, names: { native: `ន${latin}`, latin } })
    const places = [place('01', 1, 'Hillside'), place('0101', 2, 'Hillside'), place('0102', 2, 'Newtown'), place('0201', 2, 'Newtown'), place('0202', 2, 'Oldtown')]
    const country = { places, languages: [], occupations: { entries: new Map() } } as unknown as Country
    expect(['hillside', 'newtown', 'oldtown'].map((text) => conceptsIn(text, country).map(({ code }) => code))).toEqual([['01'], [], ['0202']])
  })

  it('filter the list, stand as a chip, and taking it away searches the words only', async () => {
    const understood = (await ask('q=cook+riverland')).text
    expect(titles(understood)).toEqual(['Cook in the south'])
    expect(understood).toContain('“riverland” as a place: Riverland')
    expect(chips(understood)).toEqual(['/en/jobs?q=cook+riverland&words=province'])
    expect(understood).toContain('1 more job has only the words')
    const words = (await ask('q=cook+riverland&words=province')).text
    expect(titles(words)).toEqual(['Cook in the south', 'Trainer who speaks of cooks'])
    expect(chips(words)).toEqual([])
  })

  it('of an occupation filter by its code', async () => {
    const understood = (await ask('q=Cooks')).text
    expect(titles(understood)).toEqual(['Cook for a canteen', 'Cook in the south'])
    expect(titles((await ask('q=Cooks&words=group')).text)).toHaveLength(3)
  })

  it('give way to a chosen filter, and to the words where they find nothing', async () => {
    expect(titles((await ask('q=riverland&province=01')).text)).toEqual(['Trainer who speaks of cooks'])
    expect(chips((await ask('q=trainer+riverland')).text)).toEqual([])
    expect(titles((await ask('q=trainer+riverland')).text)).toEqual(['Trainer who speaks of cooks'])
  })
})

describe('the wage', () => {
  it('is counted in bands, each a link to the jobs from there on', async () => {
    const text = plain((await ask('q=cook&words=all')).text)
    const bands = [...text.matchAll(/href="([^"]*wage=[^"]*)">([^<]*)</g)].map(([, href, words]) => [href, words])
    expect(bands).toEqual([['/en/jobs?q=cook&wage=1000000&words=all', '≥ 1,000,000 KHR (3)'], ['/en/jobs?q=cook&wage=2000000&words=all', '≥ 2,000,000 KHR (1)']])
    expect(titles((await ask('wage=2000000')).text)).toEqual(['Cook in the south'])
  })
})
