import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshStore } from '../../../test/harness/store'
import { newId } from '../../kernel/id'
import type { Db } from '../db/database'
import { fileGateway, isQuietHour, sendQueuedMessages } from './send'

let db: Db
beforeAll(async () => {
  db = await freshStore()
})
afterAll(() => db.close())

const now = new Date('2026-11-23T02:00:00Z')

it('sends each queued message once, and tries again when the line was down', async () => {
  await db.wholeStore((store) =>
    store
      .insertInto('message')
      .values([1, 2].map((n) => ({ id: newId(), template: 'test', language: 'en', channel: 'sms', body: `text ${n}`, parts: 1, queued_at: now, address: '+000' })))
      .execute(),
  )
  const seen: string[] = []
  let isDown = true
  const gateway = async ({ body }: { body: string }) => {
    if (isDown && body === 'text 2') throw new Error('line down')
    seen.push(body)
  }
  expect(await sendQueuedMessages(db, gateway, now)).toBe(1)
  isDown = false
  expect(await sendQueuedMessages(db, gateway, now)).toBe(1)
  expect(await sendQueuedMessages(db, gateway, now)).toBe(0)
  expect(seen).toEqual(['text 1', 'text 2'])
})

it('keeps silent from eight in the evening to seven in the morning, except for codes', async () => {
  expect(['12:59', '13:00', '23:59', '00:00'].map((time) => isQuietHour(new Date(`2026-11-23T${time}:00Z`), 'Asia/Phnom_Penh'))).toEqual([false, true, true, false])
  await db.wholeStore((store) =>
    store
      .insertInto('message')
      .values(['test', 'accounts.sign-in-code'].map((template) => ({ id: newId(), template, language: 'en', channel: 'sms', body: template, parts: 1, queued_at: now, address: '+000' })))
      .execute(),
  )
  const seen: string[] = []
  const gateway = async ({ body }: { body: string }) => void seen.push(body)
  await sendQueuedMessages(db, gateway, now, true)
  expect(seen).toEqual(['accounts.sign-in-code'])
  await sendQueuedMessages(db, gateway, now)
  expect(seen).toEqual(['accounts.sign-in-code', 'test'])
})

it('writes a message to the file once, though the program stopped before it could note that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'messages-'))
  const file = join(folder, 'messages.log')
  const message = { id: newId(), channel: 'sms', address: '+000', body: 'text', attempts: 0 }
  await fileGateway(file)(message)
  const afterRestart = fileGateway(file)
  await afterRestart(message)
  await afterRestart({ ...message, id: newId() })
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2)
  rmSync(folder, { recursive: true })
})
