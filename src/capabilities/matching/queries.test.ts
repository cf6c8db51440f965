import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { findOpening, findSeeker, listOpenings, listSeekers } from './queries'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
})
afterAll(() => app.close())

it('answers in an empty store with nobody', async () => {
  const found = await app.asSystem(async (tx) => [await listSeekers(tx, '5223'), await findSeeker(tx, newId()), await listOpenings(tx, ['5223']), await findOpening(tx, newId())])
  expect(found).toEqual([[], undefined, [], undefined])
})
