import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wordDifference } from './word-difference'

it('shows the words that went and came', () => {
  expect(wordDifference('The guide is half written.', 'The guide is now fully written.')).toEqual([
    { kind: 'same', text: 'The guide is ' }, { kind: 'gone', text: 'half' }, { kind: 'new', text: 'now fully' }, { kind: 'same', text: ' written.' },
  ])
})

it('gives back both texts, whatever they are', () => {
  const text = fc.array(fc.constantFrom('one', 'two', ' ', '\n', 'three', 'ការងារ'), { maxLength: 30 }).map((words) => words.join(''))
  fc.assert(fc.property(text, text, (before, after) => {
    const pieces = wordDifference(before, after)
    expect(pieces.filter(({ kind }) => kind !== 'new').map(({ text: piece }) => piece).join('')).toBe(before)
    expect(pieces.filter(({ kind }) => kind !== 'gone').map(({ text: piece }) => piece).join('')).toBe(after)
  }))
})
