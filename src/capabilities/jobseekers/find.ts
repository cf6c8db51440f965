import { parsePublicCode } from '../../kernel/code'
import type { Reader } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { nameSimilarity } from '../../platform/text/duplicates'
import { parsePhone } from '../../platform/text/phone'
import { documentKey } from './actions/register'
import { listCompared } from './queries/duplicates'
import { findHolderOfDocument, findIdsByAllKeys, findIdsByDocument, findIdsByKeys, listPersonRows, type PersonRow } from './queries/people'
import { documentNumber } from './rules'
import { nameSearch } from './search-keys'

export interface Found {
  people: PersonRow[]
  /** A document with this number is held at these centres, which are not the reader's. */
  elsewhere: string[]
  /** The text is a code with one wrong character. */
  hasTypingMistake: boolean
}

const shown = 50
const mostCompared = 200

/** Finds people of the reader's centres by code, phone, number of a document or name in any script. */
export async function findPeople(reader: Reader, platform: Platform, typed: string): Promise<Found> {
  const code = parsePublicCode(typed)
  const hasDigit = /[0-9\u17E0-\u17E9\u0ED0-\u0ED9]/.test(typed)
  if (code.ok) {
    const people = await listPersonRows(reader, await findIdsByKeys(reader, [`c:${code.value}`]))
    if (people.length > 0) return { people, elsewhere: [], hasTypingMistake: false }
  }
  if (hasDigit) {
    const exact = await byNumber(reader, platform, typed)
    if (exact.people.length > 0 || exact.elsewhere.length > 0) return exact
  }
  const people = await byName(reader, typed)
  return { people, elsewhere: [], hasTypingMistake: people.length === 0 && hasDigit && !code.ok && code.reason === 'typing-mistake' }
}

async function byNumber(reader: Reader, platform: Platform, typed: string): Promise<Found> {
  const phone = parsePhone(typed, platform.country.phoneRegion).e164
  const ids = phone ? await findIdsByKeys(reader, [`p:${phone}`]) : []
  const number = documentNumber(typed)
  const keys = number.length >= 4 ? platform.country.identityDocuments.map(({ code }) => documentKey(platform, code, number)) : []
  const byDocument = keys.length > 0 ? await findIdsByDocument(reader, keys) : []
  const people = await listPersonRows(reader, [...new Set([...ids, ...byDocument])])
  const elsewhere: string[] = []
  if (byDocument.length === 0) {
    for (const key of keys) {
      const holder = await findHolderOfDocument(reader, key)
      if (holder && holder.personId === null) elsewhere.push(holder.centreId)
    }
  }
  return { people: people.slice(0, shown), elsewhere, hasTypingMistake: false }
}

/** Equal spelling first, then equal sound of every word; the most alike stand first. */
async function byName(reader: Reader, typed: string): Promise<PersonRow[]> {
  const { spelt, sound, words } = nameSearch(typed)
  const ids = [...new Set([...(await findIdsByKeys(reader, spelt)), ...(await findIdsByKeys(reader, sound)), ...(await findIdsByAllKeys(reader, words))])].slice(0, mostCompared)
  const compared = await listCompared(reader, ids)
  const asked = {
    nativeName: typed, latinName: null, birthYear: null, birthMonth: null, birthDay: null, sex: null, phones: [], province: null, district: null, commune: null, village: null, documents: [],
  }
  const likeness = new Map(compared.map(({ id, person }) => [id, nameSimilarity(asked, person)]))
  const best = compared.map(({ id }) => id).sort((a, b) => (likeness.get(b) ?? 0) - (likeness.get(a) ?? 0) || (a < b ? -1 : 1)).slice(0, shown)
  const rows = new Map((await listPersonRows(reader, best)).map((row) => [row.id, row]))
  return best.flatMap((id) => rows.get(id) ?? [])
}
