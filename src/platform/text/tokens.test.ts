import { describe, expect, it } from 'vitest'
import { cutIntoPieces, firstCharacters } from './pieces'
import { indexTokens, longestToken, mostTokens, queryTokens, rankingWords } from './tokens'

const words = (text: string) => text.split(' ')

describe('tokens', () => {
  it.each([
    ['គ្រូបង្រៀន', '1គ្រូ 1ប 1ង្រៀ 1ន 2គ្រូប 2បង្រៀ 2ង្រៀន', '2គ្រូប 2បង្រៀ 2ង្រៀន', 'គ្រូបង្រៀន'],
    ['គ្រូ', '1គ្រូ', '1គ្រូ', 'គ្រូ'],
    ['ចំនួន៥នាក់', '1ចំ 1នួ 1ន 2ចំនួ 2នួន d5 1នា 1ក់ 2នាក់', '2ចំនួ 2នួន d5 2នាក់', 'ចំនួន 5 នាក់'],
    [
      'ພະນັກງານຂາຍ', '1ພະ 1ນັ 1ກ 1ງາ 1ນ 1ຂາ 1ຍ 2ພະນັ 2ນັກ 2ກງາ 2ງານ 2ນຂາ 2ຂາຍ',
      '2ພະນັ 2ນັກ 2ກງາ 2ງານ 2ນຂາ 2ຂາຍ', 'ພະນັກງານ ຂາຍ',
    ],
  ])('cuts %s', (text, index, query, ranking) => {
    expect(indexTokens(text)).toEqual(words(index))
    expect(queryTokens(text)).toEqual(words(query))
    expect(rankingWords(text)).toEqual(words(ranking))
  })
  it('knows Latin words, numbers and signs of programming languages', () => {
    expect(indexTokens('Senior C++ / C# developer, 2 posts')).toEqual(['wsenior', 'wc++', 'wc#', 'wdeveloper', 'd2', 'wposts'])
    expect(queryTokens('Café')).toEqual(['wcafe'])
    expect(rankingWords('driver ຂັບລົດ')).toEqual(expect.arrayContaining(['driver']))
  })
  it('ends a run at a repetition sign, a space and another script', () => {
    expect(indexTokens('កៗក')).toEqual(['1ក'])
    expect(indexTokens('ກ ກ')).toEqual(['1ກ'])
    expect(indexTokens('កກ')).toEqual(['1ក', '1ກ'])
    expect(queryTokens('ວັນໆ')).toEqual(['2ວັນ'])
  })
  it('finds every query of a text in the tokens of the text', () => {
    const text = 'ជំនួយការគណនេយ្យ 5 នាក់ ພະນັກງານຂາຍ accountant'
    const found = new Set(indexTokens(text))
    for (const query of ['គណនេយ្យ', 'ការគណនេយ្យ', 'ພະນັກງານ', '៥', 'ACCOUNTANT']) {
      expect(queryTokens(query).every((token) => found.has(token))).toBe(true)
    }
    expect(queryTokens('គ្រូបង្រៀន').every((token) => found.has(token))).toBe(false)
  })
  it.each([
    ['unbroken consonants', 'ក'.repeat(154_000)],
    ['unbroken words', 'ការងារគ្រូបង្រៀនចំនួន'.repeat(7334)],
    ['one endless cluster', 'ក' + 'ា'.repeat(154_000)],
    ['endless subscripts', 'ក្'.repeat(77_000)],
    ['Lao vowels without consonants', 'ເ'.repeat(154_000)],
    ['one endless Latin word', 'a'.repeat(154_000)],
    ['one endless number', '៥'.repeat(154_000)],
    ['endless marks on a letter', 'a' + '\u0300\u0323'.repeat(77_000)],
    ['different words without end', Array.from({ length: 40_000 }, (_, i) => `w${i}`).join(' ')],
  ])('stays within its limits on %s', (_, text) => {
    for (const tokens of [indexTokens(text), queryTokens(text), rankingWords(text)]) {
      expect(tokens.length).toBeLessThanOrEqual(mostTokens)
      expect(Math.max(0, ...tokens.map(({ length }) => length))).toBeLessThanOrEqual(longestToken)
    }
  })
  it('reads the first 8,000 characters only', () => {
    expect(indexTokens(`${' '.repeat(7995)}first last`)).toEqual(['wfirst'])
    expect(firstCharacters('😀'.repeat(10), 3)).toBe('😀😀😀')
  })
})

describe('cutIntoPieces', () => {
  it.each([
    'ກ່ຽວ'.repeat(3000), 'word, '.repeat(2000), '😀'.repeat(3000), 'x'.repeat(1000), '', 'ក្រ'.repeat(5000),
  ])('cuts pieces of at most 1,000 that join to the text (%#)', (text) => {
    const pieces = cutIntoPieces(text)
    expect(pieces.join('')).toBe(text)
    expect(Math.max(0, ...pieces.map(({ length }) => length))).toBeLessThanOrEqual(1000)
    for (const piece of pieces) expect(piece).not.toMatch(/^[\u17D2\u0EBD\u0EC8-\u0ECB\uDC00-\uDFFF]/)
  })
})
