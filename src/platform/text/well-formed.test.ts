import { describe, expect, it } from 'vitest'
import { cleanText } from './well-formed'

const line = { max: 120, multiline: false }
const note = { max: 4000, multiline: true }
const ok = (value: string) => ({ ok: true, value })
const no = (reason: string) => ({ ok: false, reason })

describe('cleanText', () => {
  it('stores NFC, LF and no direction marks', () => {
    expect(cleanText('  Kratie\u0301 ', line)).toEqual(ok('Kratié'))
    expect(cleanText('a\r\nb\rc\u2028d', note)).toEqual(ok('a\nb\nc\nd'))
    expect(cleanText('a\r\nb\tc', line)).toEqual(ok('a b c'))
    expect(cleanText('\u202Eសុខ\u2066\u2069', line)).toEqual(ok('សុខ'))
    expect(cleanText('', line)).toEqual(ok(''))
  })
  it('keeps zero-width breaks, four in a row at most', () => {
    expect(cleanText('ក\u200Bខ', line)).toEqual(ok('ក\u200Bខ'))
    expect(cleanText(`ក${'\u200B'.repeat(4)}ខ`, line).ok).toBe(true)
    expect(cleanText(`ក${'\u200B\u200D'.repeat(3)}ខ`, line)).toEqual(no('invisible-characters'))
    expect(cleanText(`ក${'\u200B\u202A'.repeat(5)}ខ`, line)).toEqual(no('invisible-characters'))
  })
  it('refuses what is not text', () => {
    expect(cleanText('a\uD800b', line)).toEqual(no('not-unicode'))
    for (const mark of ['\0', '\u0007', '\u001B', '\u007F', '\u0085', '\uFFFF']) {
      expect(cleanText(`a${mark}b`, note)).toEqual(no('control-characters'))
    }
  })
  it('counts characters, not code units', () => {
    expect(cleanText('😀'.repeat(120), line).ok).toBe(true)
    expect(cleanText('😀'.repeat(121), line)).toEqual(no('too-long'))
    expect(cleanText('ក'.repeat(120), line).ok).toBe(true)
    expect(cleanText('ក'.repeat(154_000), note)).toEqual(no('too-long'))
  })
})
