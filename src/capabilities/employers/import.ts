import { newPublicCode } from '../../kernel/code'
import { newId } from '../../kernel/id'
import type { Tx } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { parsePhone } from '../../platform/text/phone'
import { verificationDue } from './actions'
import type { ImportedEmployer } from './model'
import { listRegisterHolders } from './queries'
import { keysOf, plainRegisterNumber } from './search-keys'

/** `same`: the source row, or its register number, is already here. `held-elsewhere`: a centre out of reach holds the number; nothing is written. */
export type ImportedVerdict = { sourceId: string; verdict: 'new' | 'same'; id: string } | { sourceId: string; verdict: 'held-elsewhere'; id: null }

const batch = 500

/** Takes over rows of another register, always as claimed. The same rows again add nothing. Answers in the order of the rows. */
export async function importEmployers(tx: Tx, platform: Platform, rows: readonly ImportedEmployer[]): Promise<ImportedVerdict[]> {
  const verdicts: ImportedVerdict[] = []
  for (let from = 0; from < rows.length; from += batch) verdicts.push(...(await importBatch(tx, platform, rows.slice(from, from + batch))))
  return verdicts
}

const keyOf = (system: string, id: string) => `${system} ${id}`

async function importBatch(tx: Tx, platform: Platform, rows: readonly ImportedEmployer[]): Promise<ImportedVerdict[]> {
  const bySource = await knownSources(tx, rows)
  const byNumber = await knownNumbers(tx, rows)
  const fresh: { row: ImportedEmployer; id: string; number: string | null }[] = []
  const verdicts = rows.map((row): ImportedVerdict => {
    const source = keyOf(row.sourceSystem, row.sourceId)
    const known = bySource.get(source)
    if (known) return { sourceId: row.sourceId, verdict: 'same', id: known }
    const number = row.register && row.registerNumber ? plainRegisterNumber(row.registerNumber) : null
    const holder = number === null ? undefined : byNumber.get(keyOf(row.register ?? '', number))
    if (holder === null) return { sourceId: row.sourceId, verdict: 'held-elsewhere', id: null }
    if (holder) return { sourceId: row.sourceId, verdict: 'same', id: holder }
    const id = newId()
    bySource.set(source, id)
    if (number !== null) byNumber.set(keyOf(row.register ?? '', number), id)
    fresh.push({ row, id, number })
    return { sourceId: row.sourceId, verdict: 'new', id }
  })
  await write(tx, platform, fresh)
  return verdicts
}

async function knownSources(tx: Tx, rows: readonly ImportedEmployer[]): Promise<Map<string, string>> {
  const systems = [...new Set(rows.map(({ sourceSystem }) => sourceSystem))]
  const found = await tx.db
    .selectFrom('employer')
    .select(['id', 'source_system', 'source_id'])
    .where('source_system', 'in', systems)
    .where('source_id', 'in', rows.map(({ sourceId }) => sourceId))
    .execute()
  return new Map(found.map((row) => [keyOf(row.source_system ?? '', row.source_id ?? ''), row.id]))
}

async function knownNumbers(tx: Tx, rows: readonly ImportedEmployer[]): Promise<Map<string, string | null>> {
  const numbers = new Map<string, string[]>()
  for (const { register, registerNumber } of rows) {
    if (register && registerNumber) numbers.set(register, [...(numbers.get(register) ?? []), plainRegisterNumber(registerNumber)])
  }
  const known = new Map<string, string | null>()
  for (const [register, wanted] of numbers) {
    for (const holder of await listRegisterHolders(tx, register, wanted)) known.set(keyOf(register, holder.registerNumber), holder.employerId)
  }
  return known
}

async function write(tx: Tx, platform: Platform, fresh: readonly { row: ImportedEmployer; id: string; number: string | null }[]): Promise<void> {
  if (fresh.length === 0) return
  const { now, actor, today } = tx.context
  const due = verificationDue(platform, today)
  const written = { created_at: now, created_by: actor.accountId }
  await tx.db
    .insertInto('employer')
    .values(
      fresh.map(({ row, id, number }) => ({
        ...written, id, code: newPublicCode(), stat_key: globalThis.crypto.randomUUID(), centre_id: row.centreId, name_native: row.nameNative ?? null, name_latin: row.nameLatin ?? null,
        register: number === null ? null : (row.register ?? null), register_number: number, isic: row.isic ?? null, size_band: row.sizeBand ?? null, province_code: row.provinceCode,
        district_code: row.districtCode ?? null, address: row.address ?? null, recruitment_agency: row.recruitmentAgency ?? false, licence_number: row.licenceNumber ?? null,
        licence_until: row.licenceUntil ?? null, union_present: row.unionPresent ?? 'unknown', channel: 'import', registered_on: row.registeredOn, state: 'claimed',
        verification_due_on: due, source_system: row.sourceSystem, source_id: row.sourceId,
      })),
    )
    .execute()
  await tx.db
    .insertInto('employer_state_change')
    .values(fresh.map(({ row, id }) => ({ ...written, id: newId(), employer_id: id, centre_id: row.centreId, day: row.registeredOn, from_state: null, to_state: 'claimed', reason: 'import' })))
    .execute()
  const contacts = fresh.flatMap(({ row, id }) => (row.contactName || row.phone || row.email ? [{ row, id, phone: row.phone ? parsePhone(row.phone, platform.country.phoneRegion) : null }] : []))
  if (contacts.length > 0) {
    await tx.db
      .insertInto('employer_contact')
      .values(
        contacts.map(({ row, id, phone }) => ({
          ...written, id: newId(), employer_id: id, centre_id: row.centreId, name: row.contactName ?? row.phone ?? row.email ?? '', function: row.contactFunction ?? null,
          phone: phone?.typed ?? null, phone_e164: phone?.e164 ?? null, email: row.email ?? null, language: platform.country.languages[0],
        })),
      )
      .execute()
  }
  const phones = new Map(contacts.map(({ id, phone }) => [id, phone?.e164 ?? null]))
  const keys = fresh.flatMap(({ row, id, number }) =>
    keysOf({ nameNative: row.nameNative, nameLatin: row.nameLatin, registerNumber: number, phone: phones.get(id) }).map((key) => ({ employer_id: id, centre_id: row.centreId, key })),
  )
  for (let at = 0; at < keys.length; at += 5000) await tx.db.insertInto('employer_key').values(keys.slice(at, at + 5000)).execute()
  for (const { id } of fresh) tx.note({ action: 'employer.import', subjectKind: 'employer', subjectId: id })
}
