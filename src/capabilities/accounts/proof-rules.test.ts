import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { digitsOf, isOver, judgePassword, judgePin, mayTry, type Failures } from './rules'
import { commonPasswords, totpCode, totpStep } from './secrets'

const common = commonPasswords(join(import.meta.dirname, 'common-passwords.txt'))
const judged = (typed: string, secondFactor: boolean) => {
  const outcome = judgePassword(typed, { secondFactor, common })
  return outcome.ok ? 'accepted' : outcome.reason
}

/** Letters of four scripts; each is one code point, some two UTF-16 units. */
const alphabets = ['abcdefghijklmnopqrstuvwxyz', 'កខគឃងចឆជឈញដឋឌឍណតថទធន', 'ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມ', '𝒜𝒞𝒟𝒢𝒥𝒦𝒩𝒪𝒫𝒬𝒮𝒯𝒰𝒱𝒲']
const written = (alphabet: string, length: number, seed: number) => {
  const letters = [...alphabet]
  return Array.from({ length }, (_, i) => letters[(seed * 7 + i * i * 3 + i) % letters.length] ?? '').join('')
}

interface Row {
  typed: string
  secondFactor: boolean
  expected: string
}

/** 500 rows: every length around the borders in each script, all common words that are long enough, and the vectors. */
function table(): Row[] {
  const rows: Row[] = []
  for (const [seed, alphabet] of alphabets.slice(0, 3).entries()) {
    for (const secondFactor of [true, false]) {
      for (const length of [0, 1, 4, 6, 7, 8, 9, 12, 14, 15, 16, 20, 32, 63, 64, 65, 128, 255, 256, 257, 300]) {
        const least = secondFactor ? 8 : 15
        rows.push({ typed: written(alphabet, length, seed + length), secondFactor, expected: length > 256 ? 'too-long' : length < least ? 'too-short' : 'accepted' })
      }
    }
  }
  const long = [...common].filter((word) => [...word].length >= 8)
  for (const word of long.slice(0, 180)) rows.push({ typed: word, secondFactor: true, expected: 'too-common' }, { typed: word.toUpperCase(), secondFactor: true, expected: 'too-common' })
  rows.push(
    { typed: 'password', secondFactor: true, expected: 'too-common' },
    { typed: 'ការងារខ្ញុំ១២៣', secondFactor: true, expected: 'accepted' },
    { typed: 'abc defg', secondFactor: true, expected: 'accepted' },
    { typed: 'abc defg', secondFactor: false, expected: 'too-short' },
    { typed: 'abcdefghijklmn', secondFactor: false, expected: 'too-short' },
    { typed: 'ｐａｓｓｗｏｒｄ', secondFactor: true, expected: 'too-common' },
    { typed: 'pass\u200Bword', secondFactor: true, expected: 'too-common' },
    { typed: '\u2060\uFEFFabc\u200Cdef\u200D', secondFactor: true, expected: 'too-short' },
    { typed: 'ﬀﬀﬀﬀ', secondFactor: true, expected: 'accepted' },
    { typed: 'zzzz zzzz', secondFactor: true, expected: 'accepted' },
  )
  for (let seed = 0; rows.length < 500; seed += 1) rows.push({ typed: `${written(alphabets[seed % 3] ?? '', 5, seed)} ${written('bdfhjlnprtvxz', 5, seed)}`, secondFactor: true, expected: 'accepted' })
  return rows
}

describe('passwords', () => {
  it('are judged by length and common words alone, in 500 rows of three scripts', () => {
    const rows = table()
    expect(rows).toHaveLength(500)
    expect(rows.filter(({ typed, secondFactor, expected }) => judged(typed, secondFactor) !== expected)).toEqual([])
  })

  it('would be judged wrongly by a rule of composition, or without NFKC: the table catches both', () => {
    const rows = table()
    const composed = rows.filter(({ typed, expected }) => expected === 'accepted' && !(/[A-Z]/.test(typed) && /[0-9]/.test(typed)))
    expect(composed.length).toBeGreaterThan(50)
    const withoutNfkc = (typed: string) => (common.has(typed.toLowerCase()) ? 'too-common' : [...typed].length < 8 ? 'too-short' : 'accepted')
    expect(rows.some(({ typed, secondFactor, expected }) => secondFactor && [...typed].length <= 256 && withoutNfkc(typed) !== expected)).toBe(true)
  })

  it('come with a list of at least 3,000 common words', () => {
    expect(common.size).toBeGreaterThanOrEqual(3000)
    expect(readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')).not.toMatch(/[A-Z]/)
  })
})

describe('PINs', () => {
  const pin = (typed: string, known: Partial<{ phoneDigits: string; birthDate: string | null }> = {}) => {
    const outcome = judgePin(typed, { phoneDigits: '85512345678', birthDate: '1999-02-28', ...known })
    return outcome.ok ? outcome.value : outcome.reason
  }
  it('have six digits of any script and are not easy to guess', () => {
    expect(pin('482917')).toBe('482917')
    expect(pin('៤៨២៩១៧')).toBe('482917')
    expect(pin('໔໘໒໙໑໗')).toBe('482917')
    for (const easy of ['111111', '123456', '654321', '121212', '123123', '345678', '280299', '022899', '990228', '199902']) expect(pin(easy), easy).toBe('too-easy')
    for (const short of ['', '12345', '1234567', 'abcdef']) expect(pin(short), short).toBe('not-six-digits')
    expect(digitsOf('៤8໒-9 17')).toBe('482917')
  })
})

describe('throttles', () => {
  const now = new Date('2026-11-23T02:00:00Z')
  const after = (failures: Partial<Failures>, secondsAgo: number) => {
    const outcome = mayTry({ recent: 0, inARow: 0, lastAt: new Date(now.getTime() - secondsAgo * 1000), ...failures }, now)
    return outcome.ok ? 'may try' : outcome.reason
  }
  it('slow from the fifth failure by 2, 4, 8 ... 300 seconds and block from the hundredth', () => {
    expect(after({ recent: 4 }, 0)).toBe('may try')
    for (const [recent, wait] of [[5, 2], [6, 4], [7, 8], [12, 256], [13, 300], [40, 300]] as const) {
      expect(after({ recent }, wait - 1), `${recent} failures`).toBe('slowed')
      expect(after({ recent }, wait), `${recent} failures`).toBe('may try')
    }
    expect(after({ inARow: 99 }, 3600)).toBe('may try')
    expect(after({ inARow: 100 }, 3600)).toBe('blocked')
  })
})

describe('sessions', () => {
  it('end after 15 idle minutes of staff, 30 of others, 5 on a shared phone, and after 12 hours', () => {
    const at = (minutes: number) => new Date(minutes * 60_000)
    const over = (seen: number, now: number, { staff = false, shared = false } = {}) => isOver({ created_at: at(0), seen_at: at(seen), shared_device: shared }, staff, at(now))
    expect([over(0, 14, { staff: true }), over(0, 15, { staff: true })]).toEqual([false, true])
    expect([over(0, 29), over(0, 30)]).toEqual([false, true])
    expect([over(0, 4, { shared: true }), over(0, 5, { shared: true })]).toEqual([false, true])
    expect([over(719, 719.5), over(720, 720)]).toEqual([false, true])
  })
})

describe('the second factor', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  it('gives the code of RFC 6238 for T=59', () => {
    expect(totpCode(secret, new Date(59_000))).toBe('287082')
  })
  it('accepts one step to each side, each step once', () => {
    const now = new Date('2026-11-23T02:00:10Z')
    const step = Math.floor(now.getTime() / 30_000)
    const codeOf = (offset: number) => totpCode(secret, new Date(now.getTime() + offset * 30_000))
    expect([-2, -1, 0, 1, 2].map((offset) => totpStep(secret, codeOf(offset), now, null) !== null)).toEqual([false, true, true, true, false])
    expect(totpStep(secret, codeOf(0), now, step)).toBeNull()
    expect(totpStep(secret, codeOf(1), now, step)).toBe(step + 1)
  })
})
