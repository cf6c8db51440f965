import { expect, it } from 'vitest'
import { done, refused, type Outcome } from './outcome'

it('carries a value or a reason', () => {
  const halve = (n: number): Outcome<number, 'odd'> => (n % 2 === 0 ? done(n / 2) : refused('odd'))
  const save = (): Outcome<void, 'closed'> => done()
  expect(halve(4)).toEqual({ ok: true, value: 2 })
  expect(halve(3)).toEqual({ ok: false, reason: 'odd' })
  expect(save().ok).toBe(true)
})
