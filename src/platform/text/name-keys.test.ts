import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { equalSkeletons, latinKey, nameKeys, nativeKey, skeleton } from './name-keys'

describe('keys', () => {
  it('makes native spellings that look the same equal, without spaces and full stops', () => {
    expect('ស្ត្រី'.normalize('NFC')).not.toBe('ស្រ្តី'.normalize('NFC'))
    expect(nativeKey('ស្ត្រី')).toBe(nativeKey('ស្រ្តី'))
    expect(nativeKey('ຄຳພອນ')).toBe(nativeKey('ຄໍາພອນ'))
    expect(nativeKey('ຄຳພອນ')).toContain('ຳ')
    expect(nativeKey('សុខ សុភា។')).toBe(nativeKey('សុខ\u200Bសុភា.'))
  })
  it('sorts and joins Latin words without marks and signs', () => {
    expect(latinKey('SOPHEA Sok')).toBe('soksophea')
    expect(latinKey("Sòk, So'phea.")).toBe('soksophea')
    expect(latinKey('Srey-Mom')).toBe('momsrey')
  })
})

describe('skeleton', () => {
  it('joins Khmer, Lao and Latin spellings of one sound', () => {
    expect([skeleton('ស្រីមុំ'), skeleton('Srey Mum')]).toEqual(['SRM', 'SRM'])
    expect(nameKeys('សុខ សុភា').words).toEqual(['SK', 'SP'])
    expect(nameKeys('SOPHIA SOKH').words).toEqual(['SK', 'SP'])
    expect(['វុទ្ធី', 'Wuthy'].map(skeleton)).toEqual(['VT', 'VT'])
    expect(['ពិសិដ្ឋ', 'Piseth'].map(skeleton)).toEqual(['PST', 'PST'])
    expect(['ຄຳພອນ', 'ຄໍາພອນ', 'Khamphone'].map(skeleton)).toEqual(['KMPN', 'KMPN', 'KMPN'])
    expect(['ໄຊຍະວົງ', 'Xayyavong', 'Sayavong'].map(skeleton)).toEqual(['SG', 'SG', 'SG'])
    expect(['ដារ៉ា', 'Theara'].map(skeleton)).toEqual(['TR', 'TR'])
  })
  it('keeps the miss that is known', () => {
    expect(['រតនា', 'Rattanak'].map(skeleton)).toEqual(['RTN', 'RTNK'])
  })
})

describe('equalSkeletons', () => {
  it('does not mind the order of words or whether they are joined', () => {
    expect(equalSkeletons('ស្រីមុំ', 'Srey Mum')).toBe(true)
    expect(equalSkeletons('ស្រីមុំ', 'Mum Srey')).toBe(true)
    expect(equalSkeletons('សុខ សុភា', 'SOPHIA SOKH')).toBe(true)
    expect(equalSkeletons('រតនា', 'Rattanak')).toBe(false)
  })
  it('finds nothing equal in names without consonants', () => {
    expect(equalSkeletons('អៀ', 'Ia')).toBe(false)
    expect(equalSkeletons('', '')).toBe(false)
  })
  it('orders at most four words', () => {
    expect(nameKeys('ta pa ka sa').orders.length).toBeLessThanOrEqual(24)
    expect(nameKeys('ta pa ka sa ma').orders).toEqual(['TPKSM'])
    expect(nameKeys('a '.repeat(50_000)).orders).toEqual([])
  })
})

const places = new URL('../../../countries/kh/places.csv', import.meta.url)

describe.skipIf(!existsSync(places))('on the place names of the country data (skipped while countries/kh/places.csv is not there)', () => {
  it('gives at least 90 % of native and Latin names equal keys', () => {
    const rows: Record<string, string>[] = parse(readFileSync(places), { columns: true, bom: true })
    const inner = rows.filter(({ level }) => level === '2' || level === '3' || level === 'district' || level === 'commune')
    const pairs = new Map(
      inner
        .map((row) => [row.name_native ?? row.name_km ?? '', row.name_latin ?? row.name_en ?? ''] as const)
        .filter(([native, latin]) => native !== '' && latin !== '')
        .map((pair) => [pair.join('|'), pair] as const),
    )
    const equal = [...pairs.values()].filter(([native, latin]) => equalSkeletons(native, latin)).length
    expect(pairs.size).toBeGreaterThan(1000)
    expect(equal / pairs.size).toBeGreaterThanOrEqual(0.9)
  })
})
