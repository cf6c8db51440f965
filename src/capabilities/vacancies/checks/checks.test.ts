import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CalendarDate } from '../../../kernel/calendar'
import { loadCountry, type Country } from '../../../platform/country/index'
import { blankContent, type VacancyContent } from '../model'
import { likeness, shinglesOf } from './alike'
import { contactsIn } from './contacts'
import { checkEqualTreatment, findLimitsInText } from './equal-treatment'
import { markWords } from './fold'
import { checkRedFlags, type Surroundings } from './red-flags'

let country: Country
beforeAll(async () => {
  country = await loadCountry('zz', join(import.meta.dirname, '../../../../countries'))
})

const find = (text: string) =>
  findLimitsInText(text, country.equalTreatment, country.minimumWorkingAge).map(({ ground, limits, effect }) => ({ ground, effect, ...Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== null)) }))

describe('the equal-treatment check', () => {
  it('finds sex and age in the test strings, and nothing in the others', () => {
    const expected = [{ ground: 'sex', effect: 'justify', sex: 'F' }, { ground: 'age', effect: 'explain', ageMin: 18, ageMax: 25 }]
    expect(find('Sales staff (female), age 18-25')).toEqual(expected)
    expect(find('ទទួលបុគ្គលិកភេទស្រី អាយុ១៨-២៥ឆ្នាំ')).toEqual(expected)
    for (const text of ['At least 3 years of experience', 'male/female welcome', 'ປະສົບການ 3 ປີຂຶ້ນໄປ', 'ប្រុស/ស្រី', 'ຊາຍ/ຍິງ']) expect(find(text)).toEqual([])
  })

  it('refuses an age under the legal working age and lets the legal one pass', () => {
    expect(find('Minimum age: 14')).toEqual([{ ground: 'age', effect: 'refuse', ageMin: 14 }])
    expect(find('Minimum age: 15')).toEqual([])
    expect(checkEqualTreatment({ ...blankContent, statedAgeMin: 13 }, country.equalTreatment, 15)).toEqual([{ rule: 'ET', ground: 'age', words: null, effect: 'refuse' }])
  })

  it('reads the fields as well as the text', () => {
    expect(checkEqualTreatment({ ...blankContent, statedSex: 'M', statedAgeMax: 35 }, country.equalTreatment, 15).map(({ ground, effect }) => [ground, effect])).toEqual([['sex', 'justify'], ['age', 'explain']])
    expect(checkEqualTreatment({ ...blankContent, duties: 'Help customers' }, country.equalTreatment, 15)).toEqual([])
  })

  it('marks the words where they stand, also in Khmer digits', () => {
    expect(markWords('Sales staff (Female), age 18-25', ['female', 'age 18-25']).filter(({ marked }) => marked).map(({ text }) => text)).toEqual(['Female', 'age 18-25'])
    expect(markWords('អាយុ១៨-២៥ឆ្នាំ', ['អាយុ18-25']).filter(({ marked }) => marked).map(({ text }) => text)).toEqual(['អាយុ១៨-២៥'])
    const text = 'nothing here'
    expect(markWords(text, ['female'])).toEqual([{ text, marked: false }])
  })
})

describe('red flags', () => {
  const today = '2026-11-23' as CalendarDate
  const good: Surroundings = { employer: { verified: true, verifiedOn: '2026-01-01' as CalendarDate, licensed: false }, today, median: null, rejected: [] }
  const honest: VacancyContent = { ...blankContent, titleEn: 'Cook', duties: 'Cooks lunch and dinner for the guests of a hotel and keeps the kitchen clean.', posts: 2 }
  const rules = (content: Partial<VacancyContent>, around: Partial<Surroundings> = {}) =>
    checkRedFlags({ ...honest, ...content }, country.redFlags, { ...good, ...around }).map(({ rule, effect }) => `${rule} ${effect}`)
  const duties = (text: string) => ({ duties: `${honest.duties} ${text}` })

  it('stay silent on an honest advert, also when it denies a fee', () => {
    expect(rules({})).toEqual([])
    expect(rules(duties('There is no registration fee and no training fee.'))).toEqual([])
  })

  it.each([
    ['R2 hold', 'Please pay a deposit first.'], ['R2 hold', 'ត្រូវបង់ប្រាក់កក់'], ['R2 hold', 'ຕ້ອງຈ່າຍຄ່າມັດຈຳ'], ['R2 hold', '需要交押金'],
    ['R3 hold', 'We keep your passport.'], ['R3 hold', 'ប្រគល់លិខិតឆ្លងដែន'], ['R3 hold', 'ຍຶດພາສປອດ'], ['R3 hold', '上交护照'],
    ['R4 hold', 'The location will be told later.'], ['R4 hold', 'ទីតាំងប្រាប់ពេលក្រោយ'], ['R4 hold', 'ສະຖານທີ່ຈະແຈ້ງພາຍຫຼັງ'], ['R4 hold', '地点面议'],
    ['R6 caution', 'Telegram only'], ['R6 caution', 'ទាក់ទងតាមតេឡេក្រាម'], ['R6 caution', 'ແອດໄລນ໌'], ['R6 caution', '加微信'],
    ['R13 hold', 'You may not leave the building.'], ['R13 hold', 'ហាមចេញក្រៅ'], ['R13 hold', 'ຫ້າມອອກນອກ'], ['R13 hold', '封闭式管理'],
  ])('%s: %s', (expected, text) => {
    expect(rules(duties(text))).toContain(expected)
  })

  it('weigh what stands around the advert', () => {
    expect(rules({}, { employer: { verified: false, verifiedOn: null, licensed: false } })).toContain('R1 hold')
    expect(rules({ abroadCountry: 'Elsewhere' })).toContain('R4 hold')
    expect(rules({ abroadCountry: 'Elsewhere' }, { employer: { verified: true, verifiedOn: today, licensed: true } })).toEqual([])
    const paid = { wageMin: '900', wagePeriod: 'month', wageCurrency: 'USD' }
    expect(rules(paid, { median: { amount: '299.99', isCeiling: false } })).toEqual(['R5 hold'])
    expect(rules({ ...paid, educationMin: 'bachelor' }, { median: { amount: '299.99', isCeiling: false } })).toEqual(['R5 caution'])
    expect(rules(paid, { median: { amount: '300', isCeiling: false } })).toEqual([])
    expect(rules({ duties: 'Easy work' })).toEqual(['R11 caution'])
    expect(rules({ posts: 51 }, { employer: { verified: true, verifiedOn: '2026-11-10' as CalendarDate, licensed: false } })).toEqual(['R12 caution'])
    expect(rules({ startDate: '2026-11-26' as CalendarDate, benefits: ['transport'], ...duties('We arrange travel.') })).toEqual(['R9 caution'])
  })

  it('know a text and a phone of a rejected advert again', () => {
    const text = `${honest.titleEn}\n${honest.duties}`
    const rejected = [{ code: 'X', shingles: shinglesOf(text, 5), contacts: contactsIn('call 012 345 678') }]
    expect(rules({}, { rejected })).toEqual(['R8 hold'])
    expect(rules({ duties: 'Something else altogether, with a call to 012-345-678 before you come here.' }, { rejected })).toEqual(['R7 hold'])
    expect(likeness(shinglesOf('abcdef', 5), shinglesOf('uvwxyz', 5))).toBe(0)
  })
})
