import { z } from 'zod'
import { type Door, staffRoles } from '../../../platform/http/door'
import { get, page, post, seeOther, type Answer, type Incoming, type Route } from '../../../platform/http/route'
import type { Outcome } from '../../../kernel/outcome'
import { proveAgain, signInByPhone, signInStaff, signOut, type SignedIn, type SignInRefusal } from '../actions'
import { PhoneSignIn, ProveAgain, StaffSignIn } from '../pages/sign-in'
import { sessionCookie } from '../session-actor'
import { attemptOf, ownPath, putSession } from './session'

const openDoor: Door = { who: 'anyone', reach: 'none', strength: 'none', audit: 'none: no record is shown', limit: 'public-page' }
const proofDoor: Door = { who: 'anyone', reach: 'none', strength: 'none', audit: 'write', key: 'exempt: a proof given twice opens one session', limit: 'sign-in', body: 8 }

const staffDoor: Door = { who: staffRoles, reach: 'own', subject: 'account', strength: 'two', audit: 'write', limit: 'sign-in' }

const nextQuery = z.object({ next: z.string().optional() })
const secret = z.string().max(300)
const staffForm = z.object({ username: secret, password: secret, code: secret, next: z.string().optional() })
const phoneForm = z.object({ phone: secret, pin: secret, shared: z.string().optional(), next: z.string().optional() })

const startOf: Partial<Record<SignedIn['role'], string>> = { jobseeker: '/me', employer: '/employer', statistician: '/this-month', viewer: '/this-month', administrator: '/staff' }

function answerTo(request: Incoming<{ next?: string | undefined }, unknown>, outcome: Outcome<SignedIn, SignInRefusal>, Page: typeof StaffSignIn): Answer {
  const { form, ui } = request
  const typed = form.ok ? form.value : {}
  if (!outcome.ok) {
    const body = <Page typed={{ ...typed, password: '', pin: '' }} next={typed.next ?? ''} refusal={`accounts.refusal.${outcome.reason}`} />
    return page(ui.t('accounts.sign-in'), body, { status: outcome.reason === 'slowed' || outcome.reason === 'blocked' ? 429 : 422, keep: true })
  }
  putSession(request, outcome.value)
  return seeOther(ownPath(typed.next) || ui.to(startOf[outcome.value.role] ?? '/desk'))
}

export const signInRoutes: Route[] = [
  get('/sign-in', {
    door: openDoor,
    query: nextQuery,
    handle: async ({ ui, query }) => page(ui.t('accounts.sign-in'), <PhoneSignIn typed={{}} next={ownPath(query.next)} />),
  }),
  get('/sign-in/staff', {
    door: openDoor,
    query: nextQuery,
    handle: async ({ ui, query }) => page(ui.t('accounts.staff-sign-in'), <StaffSignIn typed={{}} next={ownPath(query.next)} />),
  }),
  post('/sign-in', {
    door: proofDoor,
    form: phoneForm,
    handle: async (request) => {
      const { form, tx, platform } = request
      const typed = form.ok ? form.value : { phone: '', pin: '' }
      const outcome = await signInByPhone(tx, platform, typed, attemptOf(request, form.ok && form.value.shared === 'yes'))
      return answerTo(request, outcome, PhoneSignIn)
    },
  }),
  post('/sign-in/staff', {
    door: proofDoor,
    form: staffForm,
    handle: async (request) => {
      const { form, tx, platform } = request
      const typed = form.ok ? form.value : { username: '', password: '', code: '' }
      return answerTo(request, await signInStaff(tx, platform, typed, attemptOf(request, false)), StaffSignIn)
    },
  }),
  get('/prove-again', {
    door: staffDoor,
    query: nextQuery,
    handle: async ({ ui, query }) => page(ui.t('accounts.prove-again'), <ProveAgain next={ownPath(query.next)} />),
  }),
  post('/prove-again', {
    door: { ...staffDoor, key: 'exempt: a proof given twice refreshes one session', body: 8 },
    form: z.object({ code: secret, next: z.string().optional() }),
    handle: async ({ form, tx, platform, address, ui, setCookie }) => {
      const typed = form.ok ? form.value : { code: '', next: '' }
      const outcome = await proveAgain(tx, platform, typed.code, address)
      if (outcome.ok) setCookie(sessionCookie, outcome.value.sessionToken, {})
      if (outcome.ok) return seeOther(ownPath(typed.next) || ui.to('/desk'))
      const body = <ProveAgain next={typed.next ?? ''} refusal={`accounts.refusal.${outcome.reason}`} />
      return page(ui.t('accounts.prove-again'), body, { status: 422, keep: true })
    },
  }),
  post('/sign-out', {
    door: { ...proofDoor, key: 'exempt: ending a session twice ends it once' },
    handle: async ({ tx, cookies, ui, setCookie }) => {
      const token = cookies[sessionCookie]
      if (token) await signOut(tx, token)
      setCookie(sessionCookie, '', { maxAge: 0 })
      return seeOther(ui.to('/'))
    },
  }),
]
