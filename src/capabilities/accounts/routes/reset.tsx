import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { get, page, post, seeOther, type Route } from '../../../platform/http/route'
import type { Platform } from '../../../platform/platform'
import { askForNewPin, setForgottenPin } from '../own-account'
import { emptyForm } from '../pages/account-form'
import { ForgotPinPage, NewPinPage } from '../pages/own-account'

const door: Door = { who: 'anyone', reach: 'none', strength: 'none', audit: 'none: no record is shown', limit: 'public-page' }
const proofDoor: Door = { ...door, audit: 'write', key: 'required', limit: 'sign-in', body: 8 }

interface Asked {
  phone: string
  card: string
}

const sealAsked = (platform: Platform, asked: Asked) => Buffer.from(platform.seal.seal(JSON.stringify(asked)), 'base64').toString('base64url')
function openAsked(platform: Platform, sealed: string): Asked | null {
  try {
    return JSON.parse(platform.seal.open(Buffer.from(sealed, 'base64url').toString('base64'))) as Asked
  } catch {
    return null
  }
}

export const resetRoutes: Route[] = [
  get('/sign-in/forgot', { door, handle: async ({ ui }) => page(ui.t('accounts.forgot'), <ForgotPinPage form={emptyForm} />) }),
  post('/sign-in/forgot', {
    door: proofDoor,
    form: z.object({ phone: z.string().max(60), card: z.string().max(40) }),
    handle: async ({ tx, ui, platform, form }) => {
      const asked = form.ok ? form.value : { phone: '', card: '' }
      const sent = await askForNewPin(tx, platform, asked, ui.lang)
      if (sent.ok) return seeOther(`${ui.to('/sign-in/new-pin')}?ask=${sealAsked(platform, asked)}`)
      return page(ui.t('accounts.forgot'), <ForgotPinPage form={{ typed: form.typed, errors: { phone: `accounts.refusal.${sent.reason}` } }} />, { status: sent.reason === 'too-many' ? 429 : 422 })
    },
  }),
  get('/sign-in/new-pin', {
    door,
    query: z.object({ ask: z.string().max(2000) }),
    handle: async ({ ui, query, platform }) =>
      openAsked(platform, query.ask) ? page(ui.t('accounts.forgot'), <NewPinPage sealed={query.ask} form={emptyForm} />, { noindex: true }) : seeOther(ui.to('/sign-in/forgot')),
  }),
  post('/sign-in/new-pin', {
    door: proofDoor,
    form: z.object({ ask: z.string().max(2000), code: z.string().max(40), pin: z.string().max(40) }),
    handle: async ({ tx, ui, platform, form }) => {
      const asked = form.ok ? openAsked(platform, form.value.ask) : null
      if (!form.ok || !asked) return seeOther(ui.to('/sign-in/forgot'))
      const set = await setForgottenPin(tx, platform, asked, form.value)
      if (set.ok) return seeOther(ui.to('/sign-in'))
      const field = set.reason === 'not-six-digits' || set.reason === 'too-easy' ? 'pin' : 'code'
      const key = set.reason === 'wrong' ? 'accounts.refusal.wrong-sms-code' : `accounts.refusal.${set.reason}`
      return page(ui.t('accounts.forgot'), <NewPinPage sealed={form.value.ask} form={{ typed: {}, errors: { [field]: key } }} />, { status: 422, keep: true })
    },
  }),
]
