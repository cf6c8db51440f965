import fc from 'fast-check'
import { khnormal } from 'khmer-normalizer'
import { describe, expect, it } from 'vitest'
import { foldDigits, foldKhmer } from './script-folds'
import { textKey } from './text-key'

const from = (codes: string) => codes.split(' ').map((code) => String.fromCharCode(parseInt(code, 16))).join('')

describe('textKey', () => {
  it.each([
    ['ស្ត្រី', from('179F 17D2 179A 17D2 178F 17B8'), from('179F 17D2 178F 17D2 179A 17B8')],
    ['ដំណើរ', from('178A 17C6 178E 17C1 17B8 179A'), from('178A 17C6 178E 17BE 179A')],
    ['កណ្ដាល', 'កណ្តាល', from('1780 178E 17D2 178F 17B6 179B')],
    ['ភ្នំពេញ', 'ភ្នំ\u200Bពេញ', 'ភ្នំពេញ'],
    [from('0E99 0EC9 0EB3'), from('0E99 0ECD 0EC9 0EB2'), from('0E99 0EC9 0EB3')],
    [from('0E99 0EC9 0EB3'), from('0E99 0EC9 0ECD 0EB2'), from('0E99 0EC9 0EB3')],
    [from('0E99 0EB3 0EC9'), from('0E99 0ECD 0EB2 0EC9'), from('0E99 0EC9 0EB3')],
    ['ໜອງ', 'ຫນອງ', 'ໜອງ'],
    ['ໝໍ', 'ຫມໍ', 'ໝໍ'],
    ['ຫຼວງ', 'ຫລວງ', 'ຫຼວງ'],
    ['ແຂວງ', 'ເເຂວງ', 'ແຂວງ'],
    ['Kratié', 'KRATIE', 'kratie'],
    ['៥ នាក់', '5 នាក់', '5 នាក់'],
  ])('gives %s and %s one key', (a, b, key) => {
    expect(textKey(a)).toBe(key)
    expect(textKey(b)).toBe(key)
  })
  it('keeps different words apart', () => {
    expect(textKey('ຄຳ')).not.toBe(textKey('ຄາ'))
    expect(textKey('ກາ')).not.toBe(textKey('ກໍາ'))
  })
  it('folds digits of three scripts and white space, and drops what nobody sees', () => {
    expect(textKey(' ០១២\u00A0\n໓໔ ５\u00AD\uFEFF ')).toBe('012 34 5')
    expect(foldDigits('០១២៣៤៥៦៧៨៩໐໑໒໓໔໕໖໗໘໙０９')).toBe('0123456789012345678909')
  })
  it('survives lone surrogates, lone marks and noise', () => {
    for (const text of ['\uD800', '\u17D2', '\u17D2ក', 'ំំំ', 'ກ' + '່'.repeat(9000), 'ក' + 'ា'.repeat(154_000), '']) {
      expect(typeof textKey(text)).toBe('string')
    }
  })
  it('orders a syllable by itself as it would in its word', () => {
    expect(foldKhmer('ស្រ្តីស្រ្តី')).toBe('ស្ត្រីស្ត្រី')
    const letter = fc.constantFrom(...'កដតបរសអ៊៉ិីុូេែោាំះ្់័ៈ៍ៗ៛')
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 12 }), (letters) => {
        expect(foldKhmer(`ក${letters.join('')}`)).toBe(khnormal(`ក${letters.join('')}`))
      }),
      { seed: 11, numRuns: 5000 },
    )
  })
})
