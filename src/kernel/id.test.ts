import { expect, it } from 'vitest'
import { isUuid, newId, parseId } from './id'

it('makes UUIDs of version 7 that carry the time and sort by it', () => {
  const id = newId(0x0192_3456_789a)
  expect(id).toMatch(/^01923456-789a-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(newId(1000) < newId(1001)).toBe(true)
  expect(isUuid(newId())).toBe(true)
})

it('makes different ids in the same millisecond', () => {
  expect(new Set(Array.from({ length: 1000 }, () => newId(5))).size).toBe(1000)
})

it('reads ids in either case and refuses other text', () => {
  expect(parseId('01923456-789A-7000-8000-000000000000')).toBe('01923456-789a-7000-8000-000000000000')
  expect(parseId('01923456789a70008000000000000000')).toBeUndefined()
  expect(parseId("' or 1=1")).toBeUndefined()
})
