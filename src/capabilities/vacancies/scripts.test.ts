import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatPublicCode, type PublicCode } from '../../kernel/code'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { mostCharacters } from '../../platform/text/tokens'
import { anEmployer, publish, recordOf, takeVacancy } from './test-vacancies'

const adverts = {
  women: { title: 'អ្នកកាត់ដេរសម្រាប់ស្ត្រី', duties: 'កាត់ដេរសម្លៀកបំពាក់ស្ត្រីនៅរោងចក្រចំនួន៤៨ម៉ោងក្នុងមួយសប្តាហ៍ ដោយម៉ាស៊ីនដេរឧស្សាហកម្ម' },
  kandal: { title: 'អ្នកបើកបរនៅកណ្ដាល', duties: 'បើករថយន្តដឹកទំនិញពីឃ្លាំងទៅហាងលក់រាយ ហើយថែទាំរថយន្តរាល់ថ្ងៃធ្វើការ' },
  teacher: { title: 'គ្រូ​បង្រៀន​គណិតវិទ្យា', duties: 'បង្រៀនសិស្សថ្នាក់ទី១២ និងរៀបចំមេរៀនគណិតវិទ្យាសម្រាប់ការប្រឡងបាក់ឌុប' },
  water: { title: 'ຊ່າງນໍ້າປະປາ', duties: 'ຕິດຕັ້ງທໍ່ນໍ້າແລະສ້ອມແປງກັອກນໍ້າໃນເຮືອນຂອງລູກຄ້າ ເຮັດວຽກອາທິດລະ໔໘ຊົ່ວໂມງ' },
  seller: { title: 'ພະນັກງານຂາຍເຄື່ອງຢູ່ຫຼວງພະບາງ', duties: 'ຂາຍເຄື່ອງໃນຮ້ານແລະຕ້ອນຮັບລູກຄ້າທຸກໆມື້ ຮັບເງິນແລະນັບສິນຄ້າໃນຕອນແລງ' },
} as const
type Name = keyof typeof adverts

let app: TestApp
const codes = new Map<string, Name>()

beforeAll(async () => {
  app = await freshApp()
  const [counsellor, inspector, employer] = [await app.as('counsellor'), await app.as('counsellor', { duties: ['inspector'] }), await anEmployer(app)]
  for (const [name, advert] of Object.entries(adverts)) {
    const id = await takeVacancy(counsellor, employer, { ...advert, requirements: '', hoursPerWeek: '' })
    await publish(app, inspector, id)
    codes.set(formatPublicCode((await recordOf(app, id)).code as PublicCode), name as Name)
  }
})
afterAll(() => app.close())

async function found(q: string): Promise<string[]> {
  const { text } = await app.visitor().get(`/km/jobs?${new URLSearchParams({ q }).toString()}`)
  if (text.includes(app.platform.words.say('km', 'vacancies.search.loose'))) return ['loose']
  return [...new Set([...text.matchAll(/\/km\/jobs\/(\w{4}-\w{4}-\w)/g)].map(([, code = '']) => codes.get(code) ?? code))]
}

describe('Khmer adverts are found by', () => {
  it.each<[string, string, Name]>([
    ['a word inside a sentence without spaces', 'សម្លៀកបំពាក់', 'women'],
    ['several words typed without spaces', 'អ្នកកាត់ដេរ', 'women'],
    ['words with zero-width spaces that the advert has not', 'កាត់\u200bដេរ\u200bសម្រាប់', 'women'],
    ['words without the zero-width spaces that the advert has', 'គ្រូបង្រៀនគណិតវិទ្យា', 'teacher'],
    ['another order of two coeng signs', 'ស\u17d2រ\u17d2តី', 'women'],
    ['coeng TA for coeng DA', 'កណ\u17d2តាល', 'kandal'],
    ['coeng DA as in the advert', 'កណ\u17d2ដាល', 'kandal'],
    ['Khmer digits', '៤៨', 'women'],
    ['other digits than the advert has', '12', 'teacher'],
    ['a joiner or soft hyphen in a word', 'គ្រូ\u200d\u00adបង្រៀន', 'teacher'],
  ])('%s', async (_what, q, name) => {
    expect(await found(q)).toContain(name)
  })

  it('words of that advert and of no other', async () => {
    expect(await found('រថយន្ត')).toEqual(['kandal'])
    expect(await found('បង្រៀនសិស្ស')).toEqual(['teacher'])
    expect(await found('វេជ្ជបណ្ឌិត')).not.toContain('teacher')
  })
})

describe('Lao adverts are found by', () => {
  it.each<[string, string, Name]>([
    ['a word inside a sentence without spaces', 'ກັອກ', 'water'],
    ['sara am for nikhahit and sara aa', 'ນ\u0ec9\u0eb3', 'water'],
    ['nikhahit, tone and sara aa as in the advert', 'ນ\u0ecd\u0ec9າ', 'water'],
    ['tone, nikhahit and sara aa', 'ນ\u0ec9\u0ecdາ', 'water'],
    ['other digits than the advert has', '48', 'water'],
    ['Lao digits', '໔໘', 'water'],
    ['ho and lo typed as two letters', 'ຫລວງພະບາງ', 'seller'],
    ['ho and the small lo sign', 'ຫຼວງພະບາງ', 'seller'],
    ['words with zero-width spaces', 'ພະນັກງານ\u200bຂາຍ', 'seller'],
    ['a repetition sign', 'ທຸກໆມື້', 'seller'],
  ])('%s', async (_what, q, name) => {
    expect(await found(q)).toContain(name)
  })

  it('words of that advert and of no other', async () => {
    expect(await found('ຕ້ອນຮັບລູກຄ້າ')).toEqual(['seller'])
    expect(await found('ຊ່າງນ້ຳ')).toEqual(['water'])
    expect(await found('ໝໍ')).not.toContain('water')
  })
})

describe('text without a break', () => {
  it.each([['Khmer', 'គ្រូ'], ['Lao', 'ນໍ້າ'], ['Latin', 'abcd']])('%s of 154,000 characters is refused with a sentence', async (_script, unit) => {
    const typed = unit.repeat(Math.ceil(154_000 / unit.length))
    const asked = await app.visitor().get(`/en/jobs?q=${encodeURIComponent(typed)}`)
    expect([asked.status, asked.text.includes('longer than 8,000 characters')]).toEqual([400, true])
    const api = await app.visitor().get(`/api/v1/vacancies?q=${encodeURIComponent(typed)}`)
    expect([api.status, api.text.includes('"q"')]).toEqual([400, true])
    const counsellor = await app.as('counsellor')
    const taken = await counsellor.post('/en/vacancies/new', { employer: '', title: 'Cook', duties: typed })
    expect(taken.status).toBeGreaterThanOrEqual(400)
  })

  it('of the longest that an advert may have is found by its beginning', async () => {
    const [counsellor, inspector, employer] = [await app.as('counsellor'), await app.as('counsellor', { duties: ['inspector'] }), await anEmployer(app)]
    const id = await takeVacancy(counsellor, employer, { title: 'Weaver', duties: `ຕ່ຳແຜ່ນ${'ແພ'.repeat((mostCharacters - 200) / 2)}` })
    await publish(app, inspector, id)
    codes.set(formatPublicCode((await recordOf(app, id)).code as PublicCode), 'weaver' as Name)
    expect(await found('ຕ່ໍາແຜ່ນ')).toEqual(['weaver'])
    expect(await found('ແພແພແພ')).toEqual(['weaver'])
  })
})
