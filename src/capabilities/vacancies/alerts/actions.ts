import { addDays } from '../../../kernel/calendar'
import { formatPublicCode, type PublicCode } from '../../../kernel/code'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Language } from '../../../platform/i18n/words'
import type { JobHandlers } from '../../../platform/jobs/jobs'
import { queueMessage } from '../../../platform/messages/outbox'
import type { Platform } from '../../../platform/platform'
import { cutAtClusters } from '../../../platform/text/clusters'
import { findContactWay } from '../../jobseekers/index'
import { daysNew, findJobs, type FoundVacancy, type Kept } from '../search'
import { titleOf } from '../titles'
import * as queries from './queries'
import { afterSending, daysKept, type Frequency, isDue, mostJobsTold, mostSearches } from './rules'

/** Keeps a search for a person. The same search twice is one. */
export async function saveSearch(tx: Tx, personId: string, search: { language: Language; words: string; filters: Kept; frequency: Frequency }): Promise<Outcome<void, 'too-many'>> {
  const expiresOn = addDays(tx.context.today, daysKept)
  const held = await queries.listSearches(tx, personId)
  const same = held.find(({ words, filters }) => words === search.words && JSON.stringify(Object.entries(filters).sort()) === JSON.stringify(Object.entries(search.filters).sort()))
  if (same) {
    await queries.changeSearch(tx, personId, same.id, { state: 'active', stateReason: null, frequency: search.frequency, expiresOn, unopened: 0 })
    return done()
  }
  if (held.filter(({ state }) => state !== 'ended').length >= mostSearches) return refused('too-many')
  await queries.insertSearch(tx, { ...search, personId, expiresOn })
  tx.note({ action: 'saved-search.save', subjectKind: 'person', subjectId: personId, purpose: 'matching', basis: 'own' })
  return done()
}

export async function stopSearch(tx: Tx, personId: string, id: string): Promise<boolean> {
  return queries.changeSearch(tx, personId, id, { state: 'ended', stateReason: 'stopped' })
}

/** Goes on from today: jobs that came while the search rested are not told. */
export async function renewSearch(tx: Tx, personId: string, id: string): Promise<boolean> {
  return queries.changeSearch(tx, personId, id, { state: 'active', stateReason: null, unopened: 0, newSince: tx.context.today, expiresOn: addDays(tx.context.today, daysKept) })
}

const mostLookedAt = 50
/** Clusters of a title in a message. */
const longestTitle = 40

/** The best jobs of a search that its owner was not told of, `most` at the most; those told of before stand in nobody's way. */
async function newJobs(tx: Tx, platform: Platform, search: queries.SavedSearch, most: number): Promise<FoundVacancy[]> {
  const page = { size: mostLookedAt, newSince: addDays(tx.context.today, -daysNew) }
  const fresh: FoundVacancy[] = []
  for (let skip = 0; fresh.length < most; skip += mostLookedAt) {
    const { rows, isLoose } = await findJobs(tx, platform, search.words, { ...search.filters, since: search.newSince }, { ...page, skip })
    if (isLoose) return []
    const untold = await queries.untold(tx, search.personId, rows.map(({ id }) => id))
    fresh.push(...rows.filter(({ id }) => untold.has(id)))
    if (rows.length < mostLookedAt) break
  }
  return fresh
}

/** One message to one person about the new jobs of all searches that are due. Nothing new, nothing sent. */
async function tellPerson(tx: Tx, platform: Platform, searches: readonly queries.SavedSearch[]): Promise<void> {
  const [first] = searches
  const { today } = tx.context
  if (!first || searches.some(({ lastSentOn }) => lastSentOn === today)) return
  const way = await findContactWay(tx, first.personId, platform.country.nameOrder)
  if (way.channel !== 'sms') return
  const jobs = new Map<string, FoundVacancy>()
  const sending: queries.SavedSearch[] = []
  for (const search of searches.filter((one) => isDue(one, today))) {
    const found = (await newJobs(tx, platform, search, mostJobsTold + jobs.size)).filter(({ id }) => !jobs.has(id)).slice(0, mostJobsTold - jobs.size)
    for (const job of found) jobs.set(job.id, job)
    if (found.length > 0) sending.push(search)
    if (jobs.size >= mostJobsTold) break
  }
  const [shown] = sending
  if (!shown) return
  const language = way.language as Language
  const list = [...jobs.values()].map((job) => `${cutAtClusters(titleOf(job, language), longestTitle)} (${formatPublicCode(job.code as PublicCode)})`).join('; ')
  await queueMessage(tx, {
    template: 'vacancies.alert', language, channel: 'sms', personId: first.personId, address: way.address, uniqueKey: `job-alert ${first.personId} ${today}`,
    body: platform.words.say(language, 'vacancies.message.alert', { jobs: list, link: `${platform.siteAddress}/${language}/me/searches`, stop: `${platform.siteAddress}/${language}/alerts/${shown.stopKey}` }),
  })
  await queries.markTold(tx, first.personId, [...jobs.keys()])
  for (const search of sending) await queries.changeSearch(tx, search.personId, search.id, { lastSentOn: today, ...afterSending(search.unopened) })
}

async function tellAll(tx: Tx, platform: Platform): Promise<void> {
  const byPerson = new Map<string, queries.SavedSearch[]>()
  for (const search of await queries.listActive(tx)) byPerson.set(search.personId, [...(byPerson.get(search.personId) ?? []), search])
  for (const searches of byPerson.values()) await tellPerson(tx, platform, searches)
}

/** After 90 days a search ends, and the person is told how to go on. */
async function endOld(tx: Tx, platform: Platform): Promise<void> {
  for (const { id, personId } of await queries.expireSearches(tx)) {
    const way = await findContactWay(tx, personId, platform.country.nameOrder)
    if (way.channel !== 'sms') continue
    const language = way.language as Language
    await queueMessage(tx, {
      template: 'vacancies.alert-ended', language, channel: 'sms', personId, address: way.address, uniqueKey: `job-alert-ended ${id} ${tx.context.today}`,
      body: platform.words.say(language, 'vacancies.message.alert-ended', { link: `${platform.siteAddress}/${language}/me/searches` }),
    })
  }
}

export const alertDaily: JobHandlers = { 'daily.vacancies.alerts': tellAll, 'daily.vacancies.alerts-end': endOld }
