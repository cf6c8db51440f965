import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { get, page, post, type Route } from '../../../platform/http/route'
import type { Platform } from '../../../platform/platform'
import { digest } from '../../../platform/seal/seal'
import { emptyForm } from '../pages/account-form'
import { InvitationOver, InvitationPage, RecoveryCodesPage } from '../pages/proofs'
import { newTotpSecret } from '../secrets'
import { acceptInvitation, type AcceptRefusal } from '../staff-accounts'
import { findInvitation } from '../staff-queries'

const door: Door = { who: 'anyone', reach: 'none', strength: 'none', audit: 'write', limit: 'sign-in' }
const secret = z.string().max(600)

/** The key that a page carries between showing it and its proof; null when it was not sealed here. */
export function openSecret(platform: Platform, sealed: string): string | null {
  try {
    return platform.seal.open(sealed)
  } catch {
    return null
  }
}

/** The field under which a refusal is shown. */
export const fieldOf = (reason: string): string => ({ 'wrong-code': 'code', 'not-alike': 'again', wrong: 'present', slowed: 'present', blocked: 'present' })[reason] ?? 'password'

export const invitationRoutes: Route[] = [
  get('/invitation/:token', {
    door,
    handle: async ({ tx, ui, platform, params }) => {
      const token = params['token'] ?? ''
      const invited = await findInvitation(tx, digest(token))
      if (!invited) return page(ui.t('accounts.invitation'), <InvitationOver />, { status: 410, noindex: true })
      const key = newTotpSecret()
      const body = (
        <InvitationPage
          token={token} displayName={invited.display_name ?? ''} username={invited.username ?? ''} secret={key} sealedSecret={platform.seal.seal(key)} form={emptyForm} requestKey={ui.newKey()}
        />
      )
      return page(ui.t('accounts.invitation'), body, { noindex: true })
    },
  }),
  post('/invitation/:token', {
    door: { ...door, key: 'required', body: 8 },
    form: z.object({ password: secret, again: secret, totp: secret, code: z.string().max(40) }),
    handle: async ({ tx, ui, platform, params, form }) => {
      const token = params['token'] ?? ''
      const invited = await findInvitation(tx, digest(token))
      const key = form.ok ? openSecret(platform, form.value.totp) : null
      if (!invited || !form.ok || key === null) return page(ui.t('accounts.invitation'), <InvitationOver />, { status: 410, noindex: true })
      const accepted = await acceptInvitation(tx, platform, token, { password: form.value.password, again: form.value.again, totpSecret: key, code: form.value.code })
      if (accepted.ok) {
        const body = <RecoveryCodesPage codes={accepted.value.recoveryCodes} next={ui.to('/sign-in/staff')} nextText={ui.t('accounts.staff-sign-in')} />
        return page(ui.t('accounts.recovery'), body, { status: 201, noindex: true })
      }
      const reason: AcceptRefusal = accepted.reason
      const body = (
        <InvitationPage
          token={token} displayName={invited.display_name ?? ''} username={invited.username ?? ''} secret={key} sealedSecret={form.value.totp} requestKey={ui.newKey()}
          form={{ typed: {}, errors: { [fieldOf(reason)]: `accounts.refusal.${reason}` } }}
        />
      )
      return page(ui.t('accounts.invitation'), body, { status: 422, noindex: true })
    },
  }),
]
