import { expect, it } from 'vitest'
import { chainHash, type ChainEntry, canonical, firstHash } from './chain'

const first: ChainEntry = {
  lane: 3, seq: 1, at: '2026-11-22T03:00:00.000Z', actorId: '5d0c2f0e-0000-4000-8000-000000000001', role: 'counsellor', centre: 'KH-03', action: 'person.view',
  subjectKind: 'person', subjectId: '5d0c2f0e-0000-4000-8000-0000000000aa', purpose: 'counselling', basis: 'assignment', fields: null, outcome: 'done', requestId: 'req-1',
  hash: firstHash,
}

it('digests a row as the specification writes it', () => {
  expect(canonical(first)).toBe(
    '1:1,1:3,1:1,24:2026-11-22T03:00:00.000Z,36:5d0c2f0e-0000-4000-8000-000000000001,10:counsellor,5:KH-03,11:person.view,6:person,36:5d0c2f0e-0000-4000-8000-0000000000aa,11:counselling,10:assignment,-,4:done,5:req-1,',
  )
  expect(chainHash(firstHash, first).toString('hex')).toBe('99975af8dc281be022661445b74adb4710951ce0a33a854052dd09d66fd576fe')
})

it('chains the next row to it, Khmer field names by their bytes', () => {
  const next = { ...first, seq: 2, action: 'person.change', fields: 'phone,ទូរស័ព្ទ' }
  expect(Buffer.byteLength(next.fields)).toBe(30)
  expect(chainHash(chainHash(firstHash, first), next).toString('hex')).toBe('c4615766b802f902de952e479c1be0d30b2d1fd0bb5147dde07e73339e82b2b5')
})
