import { sql } from 'kysely'
import { addWorkingDays, type CalendarDate } from '../../kernel/calendar'
import { newPublicCode } from '../../kernel/code'
import { newId } from '../../kernel/id'
import { done, refused, type Outcome } from '../../kernel/outcome'
import type { Tx } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { parsePhone } from '../../platform/text/phone'
import type { EmployerData } from './form-check'
import type { ContactForm, EmployerLine } from './model'
import { listByKeys, listRegisterHolders } from './queries'
import { keysOf, namesAlike } from './search-keys'

const workingDaysToVerify = 2
const alike = 80

/** The day by which a claim must be looked at. */
export const verificationDue = (platform: Platform, from: CalendarDate): CalendarDate =>
  addWorkingDays(from, workingDaysToVerify, { workDays: platform.country.workDays as never, holidays: platform.country.holidays })

export interface NewEmployer {
  /** Given when the transaction already acts as this employer. */
  id?: string
  data: EmployerData
  contact: ContactForm | null
  centreId: string
  ownerId: string | null
  channel: string
}

export type RegisterRefusal = 'register-held' | 'register-held-elsewhere'

/** Enters an employer as claimed, with its first contact. The register number can be held once in the whole country. */
export async function registerEmployer(tx: Tx, platform: Platform, employer: NewEmployer): Promise<Outcome<{ id: string; code: string }, RegisterRefusal>> {
  const { now, today, actor } = tx.context
  const { data } = employer
  const held = await findHolder(tx, data)
  if (held) return refused(held.employerId ? 'register-held' : 'register-held-elsewhere')
  const id = employer.id ?? newId()
  const code = newPublicCode()
  const written = await tx.db
    .insertInto('employer')
    .values({
      id, code, created_at: now, created_by: actor.accountId, stat_key: globalThis.crypto.randomUUID(), centre_id: employer.centreId, owner_id: employer.ownerId,
      ...data, channel: employer.channel, registered_on: today, state: 'claimed', verification_due_on: verificationDue(platform, today),
    })
    .onConflict((conflict) => conflict.columns(['register', 'register_number']).where('register_number', 'is not', null).doNothing())
    .executeTakeFirst()
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0) return refused('register-held')
  await recordStateChange(tx, { id, centreId: employer.centreId, from: null, to: 'claimed' })
  if (employer.contact) await insertContact(tx, platform, { employerId: id, centreId: employer.centreId, contact: employer.contact })
  await writeKeys(tx, { id, centreId: employer.centreId })
  tx.note({ action: 'employer.register', subjectKind: 'employer', subjectId: id, fields: Object.keys(data) })
  return done({ id, code })
}

export async function findHolder(tx: Tx, data: Pick<EmployerData, 'register' | 'register_number'>) {
  if (data.register === null || data.register_number === null) return undefined
  return (await listRegisterHolders(tx, data.register, [data.register_number]))[0]
}

/** Employers in reach that may be the same: one phone, or a name that sounds alike in the same province. */
export async function listLookalikes(tx: Tx, platform: Platform, typed: { data: EmployerData; phone: string | null }): Promise<EmployerLine[]> {
  const { data } = typed
  const names = { nameNative: data.name_native, nameLatin: data.name_latin }
  const phone = typed.phone === null ? null : parsePhone(typed.phone, platform.country.phoneRegion).e164
  const found = (await listByKeys(tx, keysOf({ ...names, phone }))) as EmployerLine[]
  return found.filter((line) => (phone !== null && line.phone === phone) || (line.provinceCode === data.province_code && namesAlike(line, names) >= alike)).slice(0, 5)
}

/** Changes an employer; undefined when somebody else changed it meanwhile. The register number stays unique. */
export async function changeEmployer(tx: Tx, id: string, centreId: string, data: EmployerData, version: number): Promise<Outcome<void, 'stale' | RegisterRefusal>> {
  const held = await findHolder(tx, data)
  if (held && held.employerId !== id) return refused(held.employerId ? 'register-held' : 'register-held-elsewhere')
  const changed = await tx.db
    .updateTable('employer')
    .set((e) => ({ ...data, version: e('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) return refused('stale')
  await writeKeys(tx, { id, centreId })
  tx.note({ action: 'employer.change', subjectKind: 'employer', subjectId: id, fields: Object.keys(data) })
  return done()
}

interface OwnedContact {
  employerId: string
  centreId: string
  contact: ContactForm
}

async function insertContact(tx: Tx, platform: Platform, { employerId, centreId, contact }: OwnedContact): Promise<string> {
  const id = newId()
  const phone = contact.phone === null ? null : parsePhone(contact.phone, platform.country.phoneRegion)
  await tx.db
    .insertInto('employer_contact')
    .values({
      id, created_at: tx.context.now, created_by: tx.context.actor.accountId, employer_id: employerId, centre_id: centreId, name: contact.contactName ?? contact.phone ?? contact.email ?? '',
      function: contact.contactFunction, phone: phone?.typed ?? null, phone_e164: phone?.e164 ?? null, chat: contact.chat, email: contact.email, language: contact.contactLanguage,
      decides_on_hiring: contact.decidesOnHiring,
    })
    .execute()
  tx.note({ action: 'employer-contact.add', subjectKind: 'employer', subjectId: employerId, fields: ['contact'] })
  return id
}

export async function addContact(tx: Tx, platform: Platform, owned: OwnedContact): Promise<void> {
  await insertContact(tx, platform, owned)
  await writeKeys(tx, { id: owned.employerId, centreId: owned.centreId })
}

/** A contact that left stays in the record but is not written to any more. */
export async function endContact(tx: Tx, employer: { id: string; centreId: string }, contactId: string): Promise<boolean> {
  const ended = await tx.db
    .updateTable('employer_contact')
    .set((e) => ({ left_on: tx.context.today, version: e('version', '+', 1) }))
    .where('id', '=', contactId)
    .where('employer_id', '=', employer.id)
    .where('left_on', 'is', null)
    .executeTakeFirst()
  if (Number(ended.numUpdatedRows) === 0) return false
  await writeKeys(tx, employer)
  tx.note({ action: 'employer-contact.end', subjectKind: 'employer', subjectId: employer.id, fields: ['left_on'] })
  return true
}

/** Agrees a next step with an employer, with its day. */
export async function agreeNextStep(tx: Tx, employer: { id: string; centreId: string }, step: { text: string; dueOn: CalendarDate }): Promise<void> {
  await tx.db
    .insertInto('employer_assistance_need')
    .values({ id: newId(), created_at: tx.context.now, employer_id: employer.id, centre_id: employer.centreId, next_step: step.text, due_on: step.dueOn })
    .execute()
  tx.note({ action: 'employer.agree-step', subjectKind: 'employer', subjectId: employer.id, fields: ['next_step', 'due_on'] })
}

export async function finishNextStep(tx: Tx, employerId: string, stepId: string): Promise<boolean> {
  const finished = await tx.db
    .updateTable('employer_assistance_need')
    .set({ done_on: tx.context.today })
    .where('id', '=', stepId)
    .where('employer_id', '=', employerId)
    .where('done_on', 'is', null)
    .executeTakeFirst()
  if (Number(finished.numUpdatedRows) === 0) return false
  tx.note({ action: 'employer.finish-step', subjectKind: 'employer', subjectId: employerId, fields: ['done_on'] })
  return true
}

/** The counsellor who looks after an employer. */
export async function takeOver(tx: Tx, employerId: string, ownerId: string | null): Promise<void> {
  await tx.db.updateTable('employer').set({ owner_id: ownerId }).where('id', '=', employerId).execute()
  tx.note({ action: 'employer.take-over', subjectKind: 'employer', subjectId: employerId, fields: ['owner_id'] })
}

export async function recordStateChange(
  tx: Tx,
  change: { id: string; centreId: string; from: string | null; to: string; reason?: string | null; note?: string | null },
): Promise<void> {
  await tx.db
    .insertInto('employer_state_change')
    .values({
      id: newId(), created_at: tx.context.now, created_by: tx.context.actor.accountId, employer_id: change.id, centre_id: change.centreId, day: tx.context.today,
      from_state: change.from, to_state: change.to, reason: change.reason ?? null, note: change.note ?? null,
    })
    .execute()
}

/** Writes the search keys of an employer anew from its names, number and the phones and chat names of contacts that have not left. */
async function writeKeys(tx: Tx, employer: { id: string; centreId: string }): Promise<void> {
  const row = await tx.db.selectFrom('employer').select(['name_native as nameNative', 'name_latin as nameLatin', 'register_number as registerNumber']).where('id', '=', employer.id).executeTakeFirstOrThrow()
  const contacts = await tx.db.selectFrom('employer_contact').select(['phone_e164 as phone', 'chat']).where('employer_id', '=', employer.id).where('left_on', 'is', null).execute()
  const keys = new Set([...keysOf(row), ...contacts.flatMap(keysOf)])
  await sql`delete from employer_key where employer_id = ${employer.id}`.execute(tx.db)
  if (keys.size === 0) return
  await tx.db.insertInto('employer_key').values([...keys].map((key) => ({ employer_id: employer.id, centre_id: employer.centreId, key }))).execute()
}
