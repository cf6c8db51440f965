import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { anonymous } from '../../kernel/actor'
import type { Tx } from '../../platform/db/database'
import { sendSignInCode, useSignInCode } from './index'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
})
afterAll(() => app.close())

const asVisitor = <T>(run: (tx: Tx) => Promise<T>) => app.db.transaction(app.contextOf(anonymous), run)
const send = (phone: string, options: { purpose?: string; silent?: boolean } = {}) =>
  asVisitor((tx) => sendSignInCode(tx, app.platform, { phone, purpose: options.purpose ?? 'register', language: 'km', silent: options.silent ?? false }))
const use = (phone: string, code: string, purpose = 'register') => asVisitor((tx) => useSignInCode(tx, app.platform, { phone, purpose, code }))
const later = (minutes: number) => app.travelTo(new Date(app.now().getTime() + minutes * 60_000).toISOString())

async function codeSentTo(e164: string): Promise<string> {
  const message = await app.db.wholeStore((store) =>
    store.selectFrom('message').select(['body', 'parts']).where('address', '=', e164).orderBy('queued_at', 'desc').orderBy('id', 'desc').executeTakeFirstOrThrow(),
  )
  return /\d{4}-\d{4}/.exec(message.body)?.[0] ?? ''
}

describe('a code sent to a phone', () => {
  it('has eight digits, works once, in the digits of every script, and is kept as a digest only', async () => {
    expect((await send('012 345 678')).ok).toBe(true)
    const code = await codeSentTo('+85512345678')
    expect(code).toMatch(/^\d{4}-\d{4}$/)
    const rows = await app.db.asLogin.selectFrom('sign_in_code').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(code.replace('-', ''))
    const khmer = code.replace(/\d/g, (digit) => String.fromCharCode(0x17e0 + Number(digit)))
    expect((await use('០១២ ៣៤៥ ៦៧៨', khmer)).ok).toBe(true)
    expect(await use('012345678', code)).toEqual({ ok: false, reason: 'expired' })
  })

  it('is over after 10 minutes and opens no other purpose', async () => {
    await send('012 345 111')
    const code = await codeSentTo('+85512345111')
    expect(await use('012 345 111', code, 'reset-pin')).toEqual({ ok: false, reason: 'wrong' })
    later(10)
    expect(await use('012 345 111', code)).toEqual({ ok: false, reason: 'expired' })
  })

  it('bears five tries and counts them although each is refused', async () => {
    await send('012 345 222')
    const code = await codeSentTo('+85512345222')
    const wrong = code === '0000-0000' ? '1111-1111' : '0000-0000'
    for (let i = 0; i < 4; i += 1) expect(await use('012 345 222', wrong)).toEqual({ ok: false, reason: 'wrong' })
    expect(await use('012 345 222', wrong)).toEqual({ ok: false, reason: 'too-many' })
    expect(await use('012 345 222', code)).toEqual({ ok: false, reason: 'too-many' })
  })

  it('is sent three times per hour, whatever the purpose, and again later', async () => {
    for (const purpose of ['register', 'apply', 'register']) expect((await send('012 345 333', { purpose })).ok).toBe(true)
    expect(await send('012 345 333')).toEqual({ ok: false, reason: 'too-many' })
    later(61)
    expect((await send('012 345 333')).ok).toBe(true)
  })

  it('is never sent to a number that cannot be called', async () => {
    expect(await send('12 345')).toEqual({ ok: false, reason: 'phone-not-callable' })
  })

  it('stops at the ceiling of the day and says so in the log', async () => {
    await app.db.wholeStore((store) => store.insertInto('setting').values({ name: 'sign-in-codes-per-day', value: JSON.stringify(2), changed_at: app.now() }).execute())
    expect(await send('012 345 444')).toEqual({ ok: false, reason: 'too-many' })
    expect(app.logged.some((line) => line['alarm'] === 'sign-in-code-ceiling')).toBe(true)
    await app.db.wholeStore((store) => store.deleteFrom('setting').where('name', '=', 'sign-in-codes-per-day').execute())
  })

  it('is not sent to an unknown phone that asks silently, but counts alike', async () => {
    later(24 * 60)
    expect((await send('012 345 555', { silent: true })).ok).toBe(true)
    await expect(codeSentTo('+85512345555')).rejects.toThrow()
    await send('012 345 555', { silent: true })
    await send('012 345 555', { silent: true })
    expect(await send('012 345 555')).toEqual({ ok: false, reason: 'too-many' })
  })
})
