import { z } from 'zod'
import { type Door, staffRoles } from '../../../platform/http/door'
import { get, type Incoming, page, post, seeOther, type Answer, type Route } from '../../../platform/http/route'
import { issueRecoveryCodes } from '../actions'
import { changePassword, changePin, changeSecondFactor } from '../own-account'
import { type AccountForm, emptyForm } from '../pages/account-form'
import { ChangePinPage, NewRecoveryCodesPage, OwnAccountPage, SecondFactorPage } from '../pages/own-account'
import { RecoveryCodesPage } from '../pages/proofs'
import { endOtherSessions, findAccount, listSessions } from '../queries'
import { newTotpSecret } from '../secrets'
import { fieldOf, openSecret } from './invitation'

const readDoor: Door = { who: staffRoles, reach: 'own', subject: 'account', strength: 'two', audit: 'none: the own account', limit: 'staff' }
const writeDoor: Door = { ...readDoor, audit: 'write', key: 'required', body: 8 }
const freshRead: Door = { ...readDoor, strength: 'fresh' }
const freshWrite: Door = { ...writeDoor, strength: 'fresh' }
const pinDoor: Door = { who: ['jobseeker', 'employer'], reach: 'own', subject: 'account', strength: 'one', audit: 'none: the own account', limit: 'own' }
const secret = z.string().max(600)

async function ownPage({ tx, ui, actor }: Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'actor'>, form: AccountForm, status?: 422): Promise<Answer> {
  const account = actor.accountId ? await findAccount(tx, actor.accountId) : undefined
  const sessions = actor.accountId ? await listSessions(tx, actor.accountId) : []
  const body = <OwnAccountPage username={account?.username ?? ''} displayName={account?.display_name ?? ''} sessions={sessions} form={form} />
  return page(ui.t('accounts.own'), body, status ? { status, keep: true } : {})
}

const backOf = (role: string) => (role === 'employer' ? '/employer' : '/me')

export const ownRoutes: Route[] = [
  get('/account', { door: readDoor, handle: async (request) => ownPage(request, emptyForm) }),
  post('/account/password', {
    door: writeDoor,
    form: z.object({ present: secret, password: secret, again: secret }),
    handle: async (request) => {
      const { tx, ui, platform, form, address } = request
      const changed = await changePassword(tx, platform, form.ok ? form.value : { present: '', password: '', again: '' }, address)
      if (changed.ok) return seeOther(ui.to('/account'))
      return ownPage(request, { typed: {}, errors: { [fieldOf(changed.reason)]: changed.reason === 'wrong' ? 'accounts.refusal.wrong-password' : `accounts.refusal.${changed.reason}` } }, 422)
    },
  }),
  post('/account/sessions/end-others', {
    door: writeDoor,
    handle: async ({ tx, ui, actor }) => {
      if (actor.accountId && actor.sessionId) await endOtherSessions(tx, actor.accountId, actor.sessionId)
      tx.note({ action: 'session.end-others', subjectKind: 'account', subjectId: actor.accountId ?? '' })
      return seeOther(ui.to('/account'))
    },
  }),
  get('/account/recovery-codes', { door: freshRead, handle: async ({ ui }) => page(ui.t('accounts.recovery'), <NewRecoveryCodesPage />) }),
  post('/account/recovery-codes', {
    door: freshWrite,
    handle: async ({ tx, ui, actor }) => {
      const codes = actor.accountId ? await issueRecoveryCodes(tx, actor.accountId) : []
      return page(ui.t('accounts.recovery'), <RecoveryCodesPage codes={codes} next={ui.to('/account')} nextText={ui.t('accounts.own')} />, { status: 201 })
    },
  }),
  get('/account/second-factor', {
    door: freshRead,
    handle: async ({ tx, ui, actor, platform }) => {
      const key = newTotpSecret()
      const account = actor.accountId ? await findAccount(tx, actor.accountId) : undefined
      return page(ui.t('accounts.change-second-factor'), <SecondFactorPage secret={key} sealedSecret={platform.seal.seal(key)} label={account?.username ?? ''} form={emptyForm} />)
    },
  }),
  post('/account/second-factor', {
    door: freshWrite,
    form: z.object({ totp: secret, code: z.string().max(40) }),
    handle: async ({ tx, ui, platform, form }) => {
      const key = form.ok ? openSecret(platform, form.value.totp) : null
      if (!form.ok || key === null) return seeOther(ui.to('/account/second-factor'))
      const changed = await changeSecondFactor(tx, platform, { totpSecret: key, code: form.value.code })
      if (changed.ok) return seeOther(ui.to('/account'))
      const again = { typed: {}, errors: { code: `accounts.refusal.${changed.reason}` } }
      return page(ui.t('accounts.change-second-factor'), <SecondFactorPage secret={key} sealedSecret={form.value.totp} label="" form={again} />, { status: 422 })
    },
  }),
  get('/account/pin', { door: pinDoor, handle: async ({ ui, actor }) => page(ui.t('accounts.change-pin'), <ChangePinPage form={emptyForm} back={ui.to(backOf(actor.role))} />) }),
  post('/account/pin', {
    door: { ...pinDoor, audit: 'write', key: 'required', body: 8 },
    form: z.object({ present: z.string().max(40), pin: z.string().max(40) }),
    handle: async ({ tx, ui, platform, form, actor, address }) => {
      const changed = await changePin(tx, platform, form.ok ? form.value : { present: '', pin: '' }, address)
      if (changed.ok) return seeOther(ui.to(backOf(actor.role)))
      const isPin = changed.reason === 'not-six-digits' || changed.reason === 'too-easy'
      const errors = { [isPin ? 'pin' : 'present']: changed.reason === 'wrong' ? 'accounts.refusal.wrong-pin' : `accounts.refusal.${changed.reason}` }
      return page(ui.t('accounts.change-pin'), <ChangePinPage form={{ typed: {}, errors }} back={ui.to(backOf(actor.role))} />, { status: 422, keep: true })
    },
  }),
]
