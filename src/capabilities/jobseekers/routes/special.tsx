import { z } from 'zod'
import { get, notFound, page, post, seeOther, type Answer, type Fields, type Incoming, type Route } from '../../../platform/http/route'
import { recordConsent, withdrawConsent } from '../actions/consents'
import { basisOf } from '../lines'
import { type ConsentMethod, textField, ticks } from '../model'
import { GroupsPage } from '../pages/special'
import { mayOpenSpecial, specialPurposes } from '../policy'
import { findLiveConsent } from '../queries/consents'
import { endGroup, insertGroup } from '../queries/edit'
import { findPersonRow } from '../queries/people'
import { listGroups } from '../queries/record'
import { counterDoor, counterWrite } from './counter'

type Request = Incoming<unknown, unknown>
const groupForm = z.object({ why: textField(20), group: textField(40), evidence: textField(40), purposes: ticks, consent: textField(5), method: textField(20) })

const purposeOf = (text: unknown) => specialPurposes.find((one) => one === text) ?? null

/** Groups are opened for a purpose, by the own counsellor or the chief; the opening is written down with it. */
async function groupsPage(request: Request, purposeText: unknown, typed: Fields, errors: Readonly<Record<string, string>>): Promise<Answer> {
  const { tx, ui, params, actor } = request
  const person = await findPersonRow(tx, params['id'] ?? '')
  if (!person || !mayOpenSpecial(actor, person.counsellorId)) return notFound
  const purpose = purposeOf(purposeText)
  const memberships = purpose ? await listGroups(tx, person.id) : []
  if (purpose) tx.note({ action: 'person.view-groups', subjectKind: 'person', subjectId: person.id, purpose, basis: basisOf(tx, person.id) })
  const body = <GroupsPage person={person} purpose={purpose} memberships={memberships} words={ui.t('jobseekers.consent-text.group', { group: ui.t('jobseekers.groups.chosen') })} typed={typed} errors={errors} />
  return page(ui.t('jobseekers.groups.title'), body, Object.keys(errors).length > 0 ? { status: 422 } : {})
}

async function addGroup(request: Incoming<z.output<typeof groupForm>, unknown>): Promise<Answer> {
  const { form, tx, ui, platform, params, actor } = request
  const person = await findPersonRow(tx, params['id'] ?? '')
  if (!form.ok || !person || !actor.centreId || !mayOpenSpecial(actor, person.counsellorId)) return notFound
  const { group, evidence, purposes, consent, method, why } = form.value
  const errors: Record<string, string> = {}
  const isDeclared = platform.country.groups.some(({ code, kind }) => code === group && kind === 'declared')
  if (!isDeclared) errors['group'] = ui.t('errors.required')
  if (purposes.length === 0) errors['purposes'] = ui.t('errors.required')
  if (consent !== 'yes') errors['consent'] = ui.t('jobseekers.groups.consent-needed')
  if (isDeclared && (await listGroups(tx, person.id)).some(({ group_code, to_day }) => group_code === group && to_day === null)) errors['group'] = ui.t('jobseekers.groups.already')
  if (Object.keys(errors).length > 0) return groupsPage(request, why, form.typed, errors)
  const known = platform.country.lists.get('consent-method')?.some(({ code }) => code === method) ?? false
  const consentId = await recordConsent(tx, platform, { personId: person.id, purpose: `group:${group}`, answer: 'given', method: (known ? method : 'screen') as ConsentMethod, language: ui.lang })
  await insertGroup(tx, {
    personId: person.id, centreId: actor.centreId, code: group, evidence: ['stated', 'document', 'partner'].includes(evidence) ? evidence : 'stated',
    purposes: purposes.filter((one) => ['programme', 'accommodation', 'statistics'].includes(one)), consentId, visibility: 'centre',
  })
  tx.note({ action: 'person.change', subjectKind: 'person', subjectId: person.id, purpose: why || 'programme', fields: ['group'] })
  return seeOther(ui.to(`/jobseekers/${person.id}/groups?purpose=${purposeOf(why) ?? 'counselling'}`))
}

export const specialRoutes: Route[] = [
  get('/jobseekers/:id/groups', { door: counterDoor, query: z.object({ purpose: textField(20) }), handle: (request) => groupsPage(request, request.query.purpose, {}, {}) }),
  post('/jobseekers/:id/groups', { door: counterWrite, form: groupForm, handle: (request) => addGroup(request) }),
  post('/jobseekers/:id/groups/end', {
    door: counterWrite,
    form: z.object({ group: textField(40), why: textField(20) }),
    handle: async ({ form, tx, ui, params, actor, platform }) => {
      const person = await findPersonRow(tx, params['id'] ?? '')
      if (!form.ok || !person || !mayOpenSpecial(actor, person.counsellorId)) return notFound
      const consent = await findLiveConsent(tx, person.id, `group:${form.value.group}`)
      if (consent) await withdrawConsent(tx, platform, person.id, consent.id)
      else await endGroup(tx, person.id, form.value.group)
      tx.note({ action: 'person.change', subjectKind: 'person', subjectId: person.id, purpose: purposeOf(form.value.why) ?? 'counselling', fields: ['group'] })
      return seeOther(ui.to(`/jobseekers/${person.id}/groups?purpose=${purposeOf(form.value.why) ?? 'counselling'}`))
    },
  }),
]
