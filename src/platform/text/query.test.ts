import { describe, expect, it } from 'vitest'
import { mostParts, parseSearchQuery } from './query'

const query = (parts: number) => parseSearchQuery(Array.from({ length: parts }, (_, i) => `part${i}`).join(' '))

describe('parseSearchQuery', () => {
  it('lets a text lack none of 1-2 parts, one of 3-4, a quarter of 5 and more', () => {
    expect([1, 2, 3, 4, 5, 7, 8, 11, 12, 30].map((n) => query(n).mayLack)).toEqual([0, 0, 1, 1, 1, 1, 2, 2, 3, 3])
    expect(query(30).parts).toHaveLength(mostParts)
  })
  it('takes a quoted phrase as one part that must be there', () => {
    const { parts, mayLack } = parseSearchQuery('"ພະນັກງານ ຂາຍ" “sales person” វ')
    expect(parts.map(({ text, quoted }) => [text, quoted])).toEqual([
      ['ພະນັກງານ ຂາຍ', true], ['sales person', true], ['វ', false],
    ])
    expect(parts[1]?.tokens).toEqual(['wsales', 'wperson'])
    expect(mayLack).toBe(1)
    expect(parseSearchQuery('"a" "b" "c"').mayLack).toBe(0)
  })
  it('matches the last Latin part of 3 letters or more as a beginning', () => {
    expect(parseSearchQuery('Senior ACC គណនេយ្យ').beginning).toBe('acc')
    expect(parseSearchQuery('it គ្រូ').beginning).toBeNull()
    expect(parseSearchQuery('"acc"').beginning).toBeNull()
  })
  it('offers corrections for Latin parts of 4 letters or more', () => {
    expect(parseSearchQuery('acc drver គ្រូបង្រៀន').parts.map(({ mayBeCorrected }) => mayBeCorrected)).toEqual([false, true, false])
  })
  it('drops parts without tokens and everything after 200 characters', () => {
    expect(parseSearchQuery(' – , "" " ៗ ').parts).toEqual([])
    expect(parseSearchQuery(`${' '.repeat(199)}ab`).parts.map(({ text }) => text)).toEqual(['a'])
    expect(parseSearchQuery('ក'.repeat(154_000)).parts[0]?.text).toHaveLength(200)
  })
})
