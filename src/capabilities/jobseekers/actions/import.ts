import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import { newPublicCode } from '../../../kernel/code'
import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { parsePhone } from '../../../platform/text/phone'
import { type BirthFact, type NewPerson, noBirth } from '../model'
import { writePeople } from '../queries/write-people'
import { documentNumber, expiryFrom } from '../rules'
import { currentTextVersions } from './consents'
import { documentKey } from './register'

/** One person of a register that is brought over. Days and codes are checked before. */
export interface ImportedJobseeker {
  sourceSystem: string
  sourceId: string
  nameNative?: string | null
  nameLatin?: string | null
  sex: string
  birthDate?: CalendarDate | null
  birthYear?: number | null
  age?: number | null
  ageOn?: CalendarDate | null
  phone?: string | null
  provinceCode: string | null
  districtCode?: string | null
  communeCode?: string | null
  educationCode?: string | null
  wantedTitle: string
  wantedIsco?: string | null
  centreId: string
  registeredOn: CalendarDate
  state: 'active' | 'lapsed' | 'ended'
  endedOn?: CalendarDate | null
  endReason?: string | null
  consentMatchingOn?: CalendarDate | null
  idType?: string | null
  idNumber?: string | null
  note?: string | null
  lastIsco?: string | null
  experienceYears?: number | null
  language?: string | null
  /** The counsellor who looks after the person, when the register says so. */
  counsellorId?: string | null
}

export type ImportRefusal = 'no-name' | 'end-missing' | 'end-before-start' | 'document-held'
export interface Imported {
  personId: string
  verdict: 'new' | 'same'
}

/** One row of a register; see `importJobseekers`. */
export async function importJobseeker(tx: Tx, platform: Platform, row: ImportedJobseeker): Promise<Outcome<Imported, ImportRefusal>> {
  const [outcome] = await importJobseekers(tx, platform, [row])
  if (!outcome) throw new Error('A row without an outcome.')
  return outcome
}

/**
 * Writes a batch of people as the counter does, channel `import`, in about 14 statements whatever its size (best 200 to 500 rows).
 * A row that was brought over before answers `same` and changes nothing. The outcomes stand in the order of the rows. Services and
 * other records that a register holds are imported beside it: no service is written here.
 */
export async function importJobseekers(tx: Tx, platform: Platform, rows: readonly ImportedJobseeker[]): Promise<Outcome<Imported, ImportRefusal>[]> {
  const known = await findKnown(tx, rows)
  const held = await findHeld(tx, platform, rows)
  const people: NewPerson[] = []
  const outcomes = rows.map((row): Outcome<Imported, ImportRefusal> => {
    const source = sourceKey(row)
    const before = known.get(source)
    if (before) return done({ personId: before, verdict: 'same' })
    const fault = faultOf(row)
    if (fault) return refused(fault)
    const key = row.idType && row.idNumber ? documentKey(platform, row.idType, row.idNumber) : null
    if (key && held.has(key)) return refused('document-held')
    if (key) held.add(key)
    const person = toPerson(tx, platform, row, key)
    known.set(source, person.id)
    people.push(person)
    return done({ personId: person.id, verdict: 'new' })
  })
  const purposes = new Set(people.flatMap(({ consents }) => consents.map(({ purpose }) => purpose)))
  await writePeople(tx, people, await currentTextVersions(tx, platform, [...purposes]))
  tx.note({ action: 'person.import', subjectKind: 'import', fields: [String(people.length)] })
  return outcomes
}

const sourceKey = ({ sourceSystem, sourceId }: ImportedJobseeker) => `${sourceSystem}\n${sourceId}`

async function findKnown(tx: Tx, rows: readonly ImportedJobseeker[]): Promise<Map<string, string>> {
  const { rows: found } = await sql<{ system: string; id: string; person: string }>`
    select r.source_system as system, r.source_id as id, r.person_id as person from registration r
    join unnest(${rows.map(({ sourceSystem }) => sourceSystem)}::text[], ${rows.map(({ sourceId }) => sourceId)}::text[]) as q(system, id)
      on r.source_system = q.system and r.source_id = q.id`.execute(tx.db)
  return new Map(found.map(({ system, id, person }) => [`${system}\n${id}`, person]))
}

async function findHeld(tx: Tx, platform: Platform, rows: readonly ImportedJobseeker[]): Promise<Set<string>> {
  const keys = rows.flatMap(({ idType, idNumber }) => (idType && idNumber ? [documentKey(platform, idType, idNumber)] : []))
  if (keys.length === 0) return new Set()
  const { rows: found } = await sql<{ key: string }>`select k.key from unnest(${keys}::text[]) as k(key) where exists (select 1 from holder_of_document(k.key))`.execute(tx.db)
  return new Set(found.map(({ key }) => key))
}

function faultOf(row: ImportedJobseeker): ImportRefusal | null {
  if (!row.nameNative?.trim() && !row.nameLatin?.trim()) return 'no-name'
  if (row.state === 'ended' && !row.endReason) return 'end-missing'
  if (row.state !== 'active' && !row.endedOn) return 'end-missing'
  return row.endedOn && row.endedOn < row.registeredOn ? 'end-before-start' : null
}

function birthOf(row: ImportedJobseeker): BirthFact {
  if (row.birthDate) return { ...noBirth, birthDate: row.birthDate }
  if (row.birthYear) return { ...noBirth, birthYear: row.birthYear }
  return row.age !== null && row.age !== undefined ? { ...noBirth, ageStated: row.age, ageStatedOn: row.ageOn ?? row.registeredOn } : noBirth
}

function toPerson(tx: Tx, platform: Platform, row: ImportedJobseeker, key: string | null): NewPerson {
  const phone = row.phone ? parsePhone(row.phone, platform.country.phoneRegion) : null
  const language = row.language ?? platform.country.languages[0]
  const isActive = row.state === 'active'
  return {
    id: newId(), cardNumber: newPublicCode(), nameNative: row.nameNative?.trim() || null, nameLatin: row.nameLatin?.trim() || null, sex: row.sex, birth: birthOf(row), language,
    interpreterNeed: null, noContactReason: null, noDocumentReason: null,
    place: { provinceCode: row.provinceCode, districtCode: row.districtCode ?? null, communeCode: row.communeCode ?? null, villageCode: null },
    phone: phone && phone.typed !== '' ? { typed: phone.typed, e164: phone.e164 } : null,
    wanted: row.wantedTitle.trim() ? { title: row.wantedTitle.trim(), isco: row.wantedIsco ?? null } : null, educationCode: row.educationCode ?? null,
    experience: row.lastIsco || (row.experienceYears ?? 0) > 0
      ? { title: platform.country.occupations.title(row.lastIsco ?? '', language as 'en')?.text ?? row.wantedTitle, isco: row.lastIsco ?? null, years: row.experienceYears ?? null }
      : null,
    document: key && row.idType && row.idNumber
      ? { country: platform.country.code, type: row.idType, sealed: platform.seal.seal(documentNumber(row.idNumber)), key, seen: false }
      : null,
    needs: [], consents: row.consentMatchingOn ? [{ purpose: 'matching', answer: 'given', method: 'paper', language }] : [], note: row.note?.trim() || null, how: 'import',
    counsellorId: row.counsellorId ?? null,
    registration: {
      id: newId(), centreId: row.centreId, channel: 'import', state: row.state, submittedOn: row.registeredOn, reviewDueOn: null, acceptedOn: row.registeredOn,
      acceptedBy: row.counsellorId ?? tx.context.actor.accountId, expiresOn: isActive ? expiryFrom(tx.context.today) : expiryFrom(row.registeredOn),
      endedOn: isActive ? null : (row.endedOn ?? null), endReason: row.state === 'ended' ? (row.endReason ?? null) : null,
      source: { system: row.sourceSystem, id: row.sourceId },
    },
  }
}
