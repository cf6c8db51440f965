import { expect, it } from 'vitest'
import { anonymous, hasDuty, isStaff, roles, systemActor } from './actor'

it('counts only people of the agency as staff', () => {
  expect(roles.filter((role) => isStaff({ ...anonymous, role }))).toEqual([
    'counsellor', 'chief', 'headquarters', 'statistician', 'administrator',
  ])
})

it('gives the public and the program no duties', () => {
  expect(hasDuty(anonymous, 'inspector')).toBe(false)
  expect(hasDuty({ ...anonymous, role: 'counsellor', duties: ['inspector'] }, 'inspector')).toBe(true)
  expect(systemActor(['c1'])).toMatchObject({ role: 'system', centreIds: ['c1'], strength: 'none', accountId: null })
})
