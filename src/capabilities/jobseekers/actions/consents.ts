import { nameIn } from '../../../platform/country/index'
import type { Reader, Tx } from '../../../platform/db/database'
import { languages, type Language } from '../../../platform/i18n/words'
import type { Platform } from '../../../platform/platform'
import { happening } from '../../../platform/providers'
import * as queries from '../queries/consents'
import { endGroup } from '../queries/edit'

export type { ConsentScope } from '../queries/consents'

export interface NewConsent {
  personId: string
  purpose: string
  scope?: queries.ConsentScope
  answer: 'given' | 'refused'
  method: 'screen' | 'paper' | 'voice' | 'with-witness'
  language: string
  witness?: string
}
export interface NewDisclosure {
  personId: string
  recipientKind: 'employer' | 'partner' | 'export' | 'person'
  recipientId: string
  fields: readonly string[]
  purpose: string
  /** Exactly one of the two. */
  consentId?: string
  basis?: 'public-task' | 'contract' | 'legal-duty' | 'vital-interest'
}

/** A person took a consent back. */
export const consentWithdrawn = happening<{ personId: string; consentId: string; purpose: string; scopeKind: string | null; scopeId: string | null }>()

/** The words of a consent as they are shown and read aloud. A group's name stands in the words of all groups. */
export function consentWords({ words, country }: Platform, language: Language, purpose: string): string {
  const group = /^group:(.+)$/.exec(purpose)?.[1]
  if (group === undefined) return words.say(language, `jobseekers.consent-text.${purpose}`)
  const row = country.groups.find(({ code }) => code === group)
  return words.say(language, 'jobseekers.consent-text.group', { group: row ? nameIn(row.names, language) : group })
}

/** The version of the words that hold now. Words that changed since are written down as the next version first. */
export async function currentTextVersions(tx: Tx, platform: Platform, purposes: readonly string[]): Promise<Map<string, number>> {
  const wanted = [...new Set(purposes)]
  if (wanted.length === 0) return new Map()
  const known = await queries.listNewestTexts(tx, wanted)
  const versions = new Map<string, number>()
  const missing: queries.ConsentText[] = []
  for (const purpose of wanted) {
    const own = known.filter((text) => text.purpose === purpose)
    const latest = Math.max(0, ...own.map(({ version }) => version))
    const isSame = languages.every((language) => own.some((text) => text.language === language && text.version === latest && text.body === consentWords(platform, language, purpose)))
    const version = isSame ? latest : latest + 1
    versions.set(purpose, version)
    if (!isSame) missing.push(...languages.map((language) => ({ purpose, version, language, body: consentWords(platform, language, purpose) })))
  }
  if (missing.length > 0) await queries.insertTexts(tx, missing)
  return versions
}

/** Replaces the live answer of the same purpose and scope. Answers with the consent's id. */
export async function recordConsent(tx: Tx, platform: Platform, consent: NewConsent): Promise<string> {
  const { personId, purpose, answer } = consent
  const scope = consent.scope ?? null
  const live = await queries.findLiveConsent(tx, personId, purpose, consent.scope)
  if (live && live.answer === answer && live.method === consent.method) return live.id
  const versions = await currentTextVersions(tx, platform, [purpose])
  if (live) await queries.closeConsent(tx, live.id)
  const id = await queries.insertConsent(tx, {
    personId, centreId: tx.context.actor.centreId, purpose, scope, textVersion: versions.get(purpose) ?? 1, language: consent.language, answer, method: consent.method,
    witness: consent.method === 'with-witness' ? (consent.witness ?? tx.context.actor.accountId) : null,
  })
  tx.note({ action: 'consent.record', subjectKind: 'person', subjectId: personId, purpose: 'registration', fields: [purpose, answer] })
  if (live?.answer === 'given' && answer === 'refused') await told(tx, platform, personId, live)
  return id
}

async function told(tx: Tx, platform: Platform, personId: string, live: queries.LiveConsent): Promise<void> {
  const group = /^group:(.+)$/.exec(live.purpose)?.[1]
  if (group !== undefined) await endGroup(tx, personId, group)
  if (live.purpose === 'contact-sms') await queries.dropQueuedMessages(tx, personId)
  await consentWithdrawn.tell(tx, platform, { personId, consentId: live.id, purpose: live.purpose, scopeKind: live.scope_kind, scopeId: live.scope_id })
}

/** Takes a given consent back; nothing happens when it was taken back already. */
export async function withdrawConsent(tx: Tx, platform: Platform, personId: string, consentId: string): Promise<boolean> {
  const live = (await queries.listLiveConsents(tx, personId)).find(({ id }) => id === consentId)
  if (!live) return false
  await queries.closeConsent(tx, live.id)
  tx.note({ action: 'consent.withdraw', subjectKind: 'person', subjectId: personId, purpose: 'registration', fields: [live.purpose] })
  if (live.answer === 'given') await told(tx, platform, personId, live)
  return true
}

export async function findConsent(reader: Reader, personId: string, purpose: string, scope?: queries.ConsentScope): Promise<{ id: string } | undefined> {
  const live = await queries.findLiveConsent(reader, personId, purpose, scope)
  return live?.answer === 'given' ? { id: live.id } : undefined
}

export async function recordDisclosure(tx: Tx, disclosure: NewDisclosure): Promise<void> {
  await queries.insertDisclosure(tx, { ...disclosure, centreId: tx.context.actor.centreId, consentId: disclosure.consentId ?? null, basis: disclosure.basis ?? null })
  tx.note({
    action: 'person.disclose', subjectKind: 'person', subjectId: disclosure.personId, purpose: disclosure.purpose, fields: disclosure.fields,
    ...(disclosure.basis ? { basis: disclosure.basis } : { basis: 'consent' }),
  })
}
