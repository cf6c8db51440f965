import { z } from 'zod'
import { duties } from '../../../kernel/actor'
import { isUuid } from '../../../kernel/id'
import type { Door } from '../../../platform/http/door'
import { get, type Incoming, notFound, page, post, seeOther, type Answer, type Route } from '../../../platform/http/route'
import type { Ui } from '../../../platform/web/ui'
import { emptyForm } from '../pages/account-form'
import { InvitationLinkPage } from '../pages/proofs'
import { AskPage, GrantPage, InviteAgainPage, StaffList, StaffPage } from '../pages/staff'
import { askForAccount, askForReturn, changeDuties, decideGrant, disableStaff, inviteAgain } from '../staff-accounts'
import { findGrant, listCentreCodes, listStaff, type StaffLine } from '../staff-queries'

const readDoor: Door = { who: ['chief', 'headquarters', 'administrator'], reach: 'centre', subject: 'account', strength: 'two', audit: 'read', purpose: 'security', limit: 'staff' }
const writeDoor: Door = { ...readDoor, audit: 'write', key: 'required', body: 16 }
const changeDoor: Door = { ...writeDoor, who: ['chief', 'headquarters'] }
const grantRead: Door = { ...readDoor, who: ['headquarters'], reach: 'national', strength: 'fresh' }
const grantWrite: Door = { ...writeDoor, who: ['headquarters'], reach: 'national', strength: 'fresh' }

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'actor' | 'context' | 'params' | 'ui'>

/** A staff account in reach: a chief reaches the own centre. */
async function findStaff({ tx, actor, context, params }: Request): Promise<StaffLine | undefined> {
  const [found] = await listStaff(tx, context.today, { id: params['id'] ?? '', centreId: actor.role === 'chief' ? actor.centreId : null })
  if (found) tx.note({ action: 'account.view', subjectKind: 'account', subjectId: found.id, purpose: 'security' })
  return found
}

const staffPage = (staff: StaffLine, errors: Record<string, string> = {}): Answer =>
  page(staff.displayName, <StaffPage staff={staff} errors={errors} />, Object.keys(errors).length > 0 ? { status: 422, wide: true } : { wide: true })

const linkPage = (ui: Ui, url: URL, token: string, username: string, id: string): Answer =>
  page(ui.t('accounts.link.title', { username }), <InvitationLinkPage address={`${url.origin}${ui.to(`/invitation/${token}`)}`} username={username} back={ui.to(`/staff/${id}`)} />, { status: 201 })

const list = z.union([z.string(), z.array(z.string())]).optional().transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]))
const dutyList = list.transform((chosen) => duties.filter((duty) => chosen.includes(duty)))

const askForm = z.object({
  displayName: z.string().min(1, 'errors.required').max(120, 'errors.too-long'),
  username: z.string().regex(/^[A-Za-z0-9._-]{3,40}$/, 'accounts.refusal.username-form'),
  role: z.enum(['counsellor', 'chief', 'headquarters', 'statistician', 'viewer', 'administrator'], 'errors.required'),
  centreId: z.string().optional().refine((id) => !id || isUuid(id), 'errors.not-valid'),
  sex: z.enum(['F', 'M', 'not-stated']).optional(),
  language: z.enum(['en', 'km', 'lo']).optional(),
  duties: dutyList,
})
const optional = z.string().max(120).optional()

export const staffRoutes: Route[] = [
  get('/staff', {
    door: readDoor,
    query: z.object({ q: optional, role: optional, state: optional }),
    handle: async ({ tx, ui, query, actor, context }) => {
      tx.note({ action: 'account.list', purpose: 'security' })
      const staff = await listStaff(tx, context.today, { ...query, centreId: actor.role === 'chief' ? actor.centreId : null })
      return page(ui.t('accounts.staff'), <StaffList staff={staff} filter={query} />, { wide: true })
    },
  }),
  get('/staff/new', { door: { ...readDoor, audit: 'none: an empty form' }, handle: async ({ tx, ui }) => page(ui.t('accounts.staff.ask'), <AskPage form={emptyForm} centres={await listCentreCodes(tx)} />) }),
  post('/staff/new', {
    door: writeDoor,
    form: askForm,
    handle: async ({ tx, ui, form, platform }) => {
      const again = async (errors: Record<string, string>) => page(ui.t('accounts.staff.ask'), <AskPage form={{ typed: form.typed, errors }} centres={await listCentreCodes(tx)} />, { status: 422 })
      if (!form.ok) return again(form.errors)
      const { centreId, language, sex, ...asked } = form.value
      const made = await askForAccount(tx, { ...asked, centreId: centreId || null, language: language ?? platform.country.languages[0], sex: sex ?? 'not-stated' })
      if (made.ok) return seeOther(ui.to(`/staff/${made.value.accountId}`))
      const field = { 'username-taken': 'username', 'role-not-yours': 'role', 'centre-missing': 'centreId', 'not-possible': '_form' }[made.reason]
      return again({ [field]: `accounts.refusal.${made.reason}` })
    },
  }),
  get('/staff/:id', {
    door: readDoor,
    handle: async (request) => {
      const staff = await findStaff(request)
      return staff ? staffPage(staff) : notFound
    },
  }),
  post('/staff/:id/duties', {
    door: changeDoor,
    form: z.object({ duties: dutyList }),
    handle: async (request) => {
      const staff = await findStaff(request)
      if (!staff || !request.form.ok) return notFound
      const changed = await changeDuties(request.tx, staff, request.form.value.duties)
      return changed.ok ? seeOther(request.ui.to(`/staff/${staff.id}`)) : staffPage(staff, { _form: `accounts.refusal.${changed.reason}` })
    },
  }),
  post('/staff/:id/disable', {
    door: changeDoor,
    handle: async (request) => {
      const staff = await findStaff(request)
      if (!staff) return notFound
      const ended = await disableStaff(request.tx, staff)
      return ended.ok ? seeOther(request.ui.to(`/staff/${staff.id}`)) : staffPage(staff, { _form: `accounts.refusal.${ended.reason}` })
    },
  }),
  post('/staff/:id/return', {
    door: writeDoor,
    handle: async (request) => {
      const staff = await findStaff(request)
      if (!staff) return notFound
      const asked = await askForReturn(request.tx, staff)
      return asked.ok ? seeOther(request.ui.to(`/staff/${staff.id}`)) : staffPage(staff, { _form: `accounts.refusal.${asked.reason}` })
    },
  }),
  get('/staff/:id/invitation', {
    door: grantRead,
    handle: async (request) => {
      const staff = await findStaff(request)
      return staff ? page(request.ui.t('accounts.link.new'), <InviteAgainPage staff={staff} />) : notFound
    },
  }),
  post('/staff/:id/invitation', {
    door: grantWrite,
    handle: async (request) => {
      const staff = await findStaff(request)
      if (!staff) return notFound
      const invited = await inviteAgain(request.tx, staff)
      if (!invited.ok) return staffPage(staff, { _form: `accounts.refusal.${invited.reason}` })
      return linkPage(request.ui, request.url, invited.value.token, staff.username, staff.id)
    },
  }),
  get('/staff/grants/:grantId', {
    door: grantRead,
    handle: async ({ tx, ui, params }) => {
      const grant = await findGrant(tx, params['grantId'] ?? '')
      if (!grant) return notFound
      tx.note({ action: 'account.view', subjectKind: 'account', subjectId: grant.account_id, purpose: 'security' })
      return page(ui.t(`accounts.grant.${grant.kind}`), <GrantPage grant={grant} errors={{}} />)
    },
  }),
  post('/staff/grants/:grantId', {
    door: grantWrite,
    form: z.object({ decision: z.enum(['granted', 'refused']) }),
    handle: async ({ tx, ui, params, form, url }) => {
      const grant = await findGrant(tx, params['grantId'] ?? '')
      if (!grant || !form.ok) return notFound
      const decided = await decideGrant(tx, grant.id, form.value.decision)
      if (!decided.ok) return page(ui.t(`accounts.grant.${grant.kind}`), <GrantPage grant={grant} errors={{ _form: `accounts.refusal.${decided.reason}` }} />, { status: 422 })
      if (decided.value.token === null) return seeOther(ui.to(`/staff/${grant.account_id}`))
      return linkPage(ui, url, decided.value.token, grant.username ?? '', grant.account_id)
    },
  }),
]
