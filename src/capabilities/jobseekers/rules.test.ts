import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../kernel/calendar'
import { haveEqualSkeletons, nameKeys } from '../../platform/text/name-keys'
import { noBirth } from './model'
import { ageAt, doesRenewalCount, documentNumber, expiryFrom, functioningResult, readBirth, sortNames, givenName } from './rules'
import { candidateKeys, keysOf } from './search-keys'

const today = calendarDay(2026, 11, 23)
const faultOf = (typed: string, confirmed = false) => {
  const read = readBirth(typed, today, confirmed)
  return read.ok ? null : read.fault.key.replace('jobseekers.birth.', '')
}
const digitsOf = (text: string) => Array.from(text, Number)

describe('a birth in one box', () => {
  it('is a day, a year or an age, in digits of three scripts', () => {
    expect(readBirth('22/11/1990', today, false)).toEqual({ ok: true, value: { ...noBirth, birthDate: '1990-11-22' } })
    expect(readBirth('1990', today, false)).toEqual({ ok: true, value: { ...noBirth, birthYear: 1990 } })
    expect(readBirth('៣៤', today, false)).toEqual({ ok: true, value: { ...noBirth, ageStated: 34, ageStatedOn: today } })
    expect(readBirth('໑໙໙໐', today, false)).toEqual({ ok: true, value: { ...noBirth, birthYear: 1990 } })
  })
  it('names the last day of a month that is too short', () => {
    const read = readBirth('31/02/1999', today, false)
    expect(read).toEqual({ ok: false, fault: { key: 'jobseekers.birth.does-not-exist', parameters: { day: '31', month: 2, short: '28/02/1999', iso: '1999-02-28' } } })
  })
  it('asks about a Buddhist year, a future day and an age over 100, and never converts', () => {
    expect([faultOf('2541'), faultOf('01/02/2541'), faultOf('24/11/2026'), faultOf('2027'), faultOf('102'), faultOf('102', true), faultOf('130', true), faultOf('abc'), faultOf('')]).toEqual([
      'buddhist', 'buddhist', 'future', 'future', 'confirm-age', null, 'too-old', 'not-understood', 'errors.required',
    ])
  })
  it('gives the age at a day; born on 29 February, a person is 18 on 1 March', () => {
    const born = { ...noBirth, birthDate: calendarDay(2004, 2, 29) }
    expect([ageAt(born, calendarDay(2022, 2, 28)), ageAt(born, calendarDay(2022, 3, 1))]).toEqual([17, 18])
    expect(ageAt({ ...noBirth, ageStated: 30, ageStatedOn: calendarDay(2024, 11, 23) }, today)).toBe(32)
  })
})

it('reads the six answers about functioning as the vectors say', () => {
  const results = ['111111', '222222', '113111', '111119', '411999'].map((answers) => functioningResult(digitsOf(answers)))
  expect(results).toEqual(['without', 'without', 'with', 'unknown', 'with'])
})

it('counts a renewal at most once in 180 days, and registers for six months', () => {
  expect([doesRenewalCount(null), doesRenewalCount(179), doesRenewalCount(180)]).toEqual([true, false, true])
  expect(expiryFrom(calendarDay(2026, 8, 31))).toBe('2027-02-28')
})

it('puts a name into the box of its script, takes one name, and refuses an old font', () => {
  expect(sortNames('Sok', '')).toEqual({ ok: true, value: { nameNative: null, nameLatin: 'Sok' } })
  expect(sortNames('សុខ សុភា', 'Sok Sophea')).toEqual({ ok: true, value: { nameNative: 'សុខ សុភា', nameLatin: 'Sok Sophea' } })
  expect(sortNames('RKU|s;[a', '')).toEqual({ ok: false, reason: 'old-font' })
  expect(sortNames(' ', '')).toEqual({ ok: false, reason: 'required' })
})

it('normalises document numbers as the vector says', () => {
  expect([documentNumber('០១០ ២៣៤ ៥៦៧(០១)'), documentNumber('010-234-567 01')]).toEqual(['01023456701', '01023456701'])
})

it('calls a person by the given name, in the order of the country', () => {
  const name = { name_native: 'សុខ សុភា', name_latin: 'Sok Sophea', given_native: null, given_latin: null }
  expect([givenName(name, 'km', 'family-first'), givenName(name, 'en', 'family-first'), givenName(name, 'en', 'given-first')]).toEqual(['សុភា', 'Sophea', 'Sok'])
  expect(givenName({ ...name, given_latin: 'Sophea Rith' }, 'en', 'given-first')).toBe('Sophea Rith')
  expect(givenName({ ...name, name_native: null, name_latin: 'Quillfeather' }, 'km', 'family-first')).toBe('Quillfeather')
})

describe('search keys', () => {
  const source = (name: string) => ({ cardNumber: 'AB12CD34A', names: [name], phones: [], sex: 'F', birth: { ...noBirth, birthYear: 1990 }, provinceCode: '01' })
  const meet = (a: string, b: string) => keysOf(source(a)).some((key) => candidateKeys(source(b)).includes(key))
  it('meet wherever the skeletons are equal, in any order of words and across scripts', () => {
    for (const [a, b] of [['ស្រីមុំ', 'Srey Mum'], ['សុខ សុភា', 'SOPHIA SOKH'], ['វុទ្ធី', 'Wuthy'], ['ຄຳພອນ', 'Khamphone'], ['ໄຊຍະວົງ', 'Xayyavong'], ['Sreymum', 'Mum Srey']] as const) {
      expect(meet(a, b), `${a} ${b}`).toBe(true)
      expect(meet(b, a), `${b} ${a}`).toBe(haveEqualSkeletons(nameKeys(a), nameKeys(b)) || meet(b, a))
    }
  })
  it('do not meet for names that sound different, the control', () => {
    expect(meet('រតនា', 'Rattanak')).toBe(false)
    expect(meet('Bopha Lantern', 'Dara Windmill')).toBe(false)
  })
  it('meet one edit apart when the name is long enough', () => {
    expect(meet('Sophearith Kanika', 'Sophearith Kanita')).toBe(true)
  })
})
