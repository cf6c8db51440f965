import { describe, expect, it } from 'vitest'
import { editDistance, isNearSkeleton, scoreDuplicate, type ComparedPerson } from './duplicates'

const nobody: ComparedPerson = {
  nativeName: null, latinName: null, birthYear: null, birthMonth: null, birthDay: null, sex: null, phones: [],
  province: null, district: null, commune: null, village: null, documents: [],
}
const born = (birthYear: number, birthMonth: number | null = 5, birthDay: number | null = 17) => ({ birthYear, birthMonth, birthDay })
const phone = { phones: ['+85512345678'] }
const province = { province: '12' }
const commune = { ...province, district: '1201', commune: '120101' }
const village = { ...commune, village: '12010101' }
const sophea = { ...nobody, nativeName: 'សុខ សុភា' }
const dara = { ...nobody, nativeName: 'សុខ ដារ៉ា' }
const sophia = { ...nobody, latinName: 'SOPHIA SOKH' }

const pairs: [string, ComparedPerson, ComparedPerson, number, string | null][] = [
  ['D1 same person', { ...sophea, ...born(1998), ...phone, ...commune }, { ...sophea, ...born(1998), ...phone, ...commune }, 100, 'likely'],
  ['D2 two scripts', { ...sophea, ...born(1998), ...commune }, { ...sophia, ...born(1998), ...commune }, 69, 'possible'],
  ['D2 with phone', { ...sophea, ...born(1998), ...commune, ...phone }, { ...sophia, ...born(1998), ...commune, ...phone }, 89, 'likely'],
  ['D3 two spellings', { ...nobody, latinName: 'Sok Sophea', ...born(1998), ...phone }, { ...sophia, ...born(1998), ...phone }, 70, 'possible'],
  ['D4 siblings', { ...sophea, ...born(1998), ...phone, ...village }, { ...dara, ...born(2002), ...phone, ...village }, 3, null],
  ['D5 twins', { ...sophea, ...born(1998), ...phone, ...village }, { ...dara, ...born(1998), ...phone, ...village }, 53, null],
  ['D6 year only', { ...sophea, ...born(1998), ...province }, { ...sophea, ...born(1998, null, null), ...province }, 64, 'possible'],
  ['D7 parent and child', { ...sophea, ...born(1998), ...phone, ...village }, { ...sophea, ...born(1993), ...phone, ...village }, 53, null],
  ['D8 sex differs', { ...sophea, ...born(1998), sex: 'female', ...province }, { ...sophea, ...born(1998), sex: 'male', ...province }, 62, 'possible'],
]

describe('scoreDuplicate', () => {
  it.each(pairs)('%s', (_, a, b, score, result) => {
    expect(scoreDuplicate(a, b)).toMatchObject({ score, result })
    expect(scoreDuplicate(b, a)).toMatchObject({ score, result })
  })
  it('says which fields agree', () => {
    const [, a, b] = pairs[1] ?? ['', nobody, nobody]
    expect(scoreDuplicate(a, b)).toMatchObject({ points: { name: 38, birth: 25, place: 6 }, agreeing: ['name', 'birth', 'place'] })
  })
  it('knows swapped days and a year that is one off', () => {
    const points = (a: object, b: object) => scoreDuplicate({ ...nobody, ...a }, { ...nobody, ...b }).points.birth
    expect(points(born(1998, 3, 4), born(1998, 4, 3))).toBe(18)
    expect(points(born(1998), born(1999))).toBe(12)
    expect(points(born(1998), born(1998, 6, 2))).toBe(0)
    expect(points(born(1998), born(2000))).toBe(0)
    expect(points(born(1998), born(2001))).toBe(-25)
    expect(points(born(1998, 5, null), born(1998, 6, 1))).toBe(0)
    expect(points({}, born(1998))).toBe(0)
  })
  it('counts one place level only', () => {
    const points = (a: object) => scoreDuplicate({ ...nobody, ...village }, { ...nobody, ...a }).points.place
    expect([village, commune, { ...province, district: '1201' }, province, {}].map(points)).toEqual([8, 6, 4, 2, 0])
  })
  it('takes points for two documents of one type with different numbers', () => {
    const card = (number: string, type = 'card') => ({ ...nobody, documents: [{ type, number }] })
    expect(scoreDuplicate(card('1'), card('2')).points.document).toBe(-30)
    expect(scoreDuplicate(card('1'), card('1')).points.document).toBe(0)
    expect(scoreDuplicate(card('1'), card('2', 'passport')).points.document).toBe(0)
  })
  it('gives short skeletons and near skeletons their own points', () => {
    const name = (a: string, b: string) =>
      scoreDuplicate({ ...nobody, nativeName: a }, { ...nobody, latinName: b }).points.name
    expect(name('ដារ៉ា', 'Theara')).toBe(19)
    expect(name('ពិសិដ្ឋ', 'Piseth')).toBe(38)
    expect(name('', '')).toBe(0)
    expect(isNearSkeleton('SRMKT', 'SRMKTN')).toBe(true)
    expect(isNearSkeleton('SRMK', 'SRMKT')).toBe(false)
    expect(editDistance('kitten', 'sitting')).toBe(3)
  })
})
