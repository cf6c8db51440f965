import { describe, expect, it } from 'vitest'
import { clustersOf, countClusters, cutAtClusters, wordBreaks, wordParts } from './clusters'

describe('clusters', () => {
  it('keeps what a reader sees as one together', () => {
    expect([...clustersOf('គ្រូបង្រៀន')]).toEqual(['គ្រូ', 'ប', 'ង្រៀ', 'ន'])
    expect([...clustersOf('ໄປເຮັດ')]).toEqual(['ໄປ', 'ເຮັ', 'ດ'])
    expect([...clustersOf('a👩‍👩‍👧é')]).toEqual(['a', '👩‍👩‍👧', 'é'])
    expect([...clustersOf('ៗ\u17D2ເ')].join('')).toBe('ៗ\u17D2ເ')
  })
  it('never leaves a Lao vowel alone at the end of a cut', () => {
    expect(cutAtClusters('ພະນັກງານໄປເຮັດວຽກ', 6)).toBe('ພະນັກງານໄປ…')
    expect(cutAtClusters('ພະນັກງານໄປເຮັດວຽກ', 5)).toBe('ພະນັກງານ…')
    expect(cutAtClusters('short', 5)).toBe('short')
    expect(cutAtClusters('one two', 4)).toBe('one…')
  })
  it('counts up to a limit on endless text', () => {
    expect(countClusters('ក'.repeat(154_000), 20)).toBe(20)
    expect(countClusters('a'.repeat(154_000), 20)).toBe(20)
    expect(cutAtClusters('x'.repeat(154_000), 3)).toBe('xxx…')
  })
})

describe('wordBreaks', () => {
  const khmer = 'ក្រសួងការងារនិងបណ្តុះបណ្តាលវិជ្ជាជីវៈ ជ្រើសរើសបុគ្គលិក៥នាក់'
  it('breaks long Khmer and Lao between dictionary words and changes no character', () => {
    expect(wordParts(khmer)).toContain('និង')
    expect(wordParts(khmer).join('')).toBe(khmer)
    const lao = 'ກະຊວງແຮງງານຮັບສະໝັກພະນັກງານຂາຍຈຳນວນຫຼາຍຄົນ'
    expect(wordParts(lao)).toContain('ພະນັກງານ')
    expect(wordParts(lao).join('')).toBe(lao)
  })
  it('leaves short texts and Latin texts alone', () => {
    expect(wordBreaks('គ្រូបង្រៀន')).toEqual([])
    expect(wordBreaks('A long sentence with many more than twenty letters.')).toEqual([])
    expect(wordParts('')).toEqual([''])
  })
  it('parts no cluster in endless text', () => {
    const text = 'ເຮັດວຽກ'.repeat(22_000)
    expect(wordParts(text).join('')).toBe(text)
    expect(wordBreaks(text).every((at) => !/[\u0EC0-\u0EC4]/.test(text.charAt(at - 1)))).toBe(true)
  })
})
