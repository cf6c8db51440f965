import { addDays } from '../../../kernel/calendar'
import { formatPublicCode, type PublicCode } from '../../../kernel/code'
import type { Tx } from '../../../platform/db/database'
import type { Language } from '../../../platform/i18n/words'
import { enqueue, type JobHandlers } from '../../../platform/jobs/jobs'
import { queueMessage } from '../../../platform/messages/outbox'
import type { Platform } from '../../../platform/platform'
import { cutAtClusters } from '../../../platform/text/clusters'
import { findContactWay } from '../../jobseekers/index'
import { daysNew, findJobs, type FoundVacancy } from '../search'
import { readOpen } from '../search-index/live-index'
import { titleOf } from '../titles'
import { standingSearches } from './live-searches'
import * as queries from './queries'
import { daysOfNews, isDue, mostJobsTold, mostUnopened } from './rules'

const [tellNowJob, pieceJob] = ['daily.vacancies.alerts-now', 'daily.vacancies.alerts-piece']
/** People told in one transaction: others wait for the built-in store no longer than that. */
const peopleInPiece = 100
const mostLookedAt = 50
/** Clusters of a title in a message. */
const longestTitle = 40

/** Asks to tell of vacancies that are public from this transaction on. */
export const tellAtOnce = (tx: Tx, vacancyIds: readonly string[]): Promise<void> => enqueue(tx, tellNowJob, { payload: { vacancyIds } })

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
  if (!first || (await queries.wasToldOn(tx, first.personId, today))) return
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
    template: queries.alertTemplate, language, channel: 'sms', personId: first.personId, address: way.address, uniqueKey: `job-alert ${first.personId} ${today}`,
    body: platform.words.say(language, 'vacancies.message.alert', { jobs: list, link: `${platform.siteAddress}/${language}/me/searches`, stop: `${platform.siteAddress}/${language}/alerts/${shown.stopKey}` }),
  })
  await queries.markTold(tx, first.personId, [...jobs.keys()])
  for (const { personId, id, unopened } of sending) await queries.changeSearch(tx, personId, id, { lastSentOn: today, unopened: unopened + 1 })
}

/** Asks for one piece of work for every so many people whose searches find one of the vacancies. */
async function askToTell(tx: Tx, finding: readonly string[], inPiece: number, frequency?: 'now'): Promise<void> {
  const people = await queries.listPeopleWith(tx, finding, frequency)
  for (let at = 0; at < people.length; at += inPiece) await enqueue(tx, pieceJob, { payload: { people: people.slice(at, at + inPiece), ...(frequency ? { frequency } : {}) } })
}

const news = (tx: Tx, ids?: readonly string[]) => ({ since: addDays(tx.context.today, -daysOfNews), ...(ids ? { ids } : {}) })

async function findingSearches(tx: Tx, platform: Platform, wanted: Parameters<typeof readOpen>[1], anew: boolean): Promise<string[]> {
  await queries.tellAlone(tx)
  const standing = await standingSearches(tx, platform, { anew })
  const finding = new Set<string>()
  for (const vacancy of await readOpen(tx, wanted)) for (const id of standing.finding(vacancy)) finding.add(id)
  return [...finding]
}

/** The daily call brings no payload to the jobs that others ask for, which then do nothing. */
const idsOf = (given: unknown) => (Array.isArray(given) ? given.map(String) : [])

/**
 * The jobs of alerts. Who is told is found in one piece of work, and told in pieces of a few people: each is done with the commit
 * of its messages, so that a program that ends between two of them goes on with the next, and tells nobody twice.
 */
export function alertJobs(inPiece: number): JobHandlers {
  return {
    'daily.vacancies.alerts': async (tx, platform) => {
      const finding = await findingSearches(tx, platform, news(tx), true)
      await queries.pauseUnfollowed(tx, mostUnopened)
      await askToTell(tx, finding, inPiece)
    },
    [tellNowJob]: async (tx, platform, { vacancyIds }) => {
      const ids = idsOf(vacancyIds)
      if (ids.length > 0) await askToTell(tx, await findingSearches(tx, platform, news(tx, ids), false), inPiece, 'now')
    },
    [pieceJob]: async (tx, platform, { people, frequency }) => {
      await queries.tellAlone(tx)
      for (const searches of await queries.listActive(tx, idsOf(people), frequency === 'now' ? 'now' : undefined)) await tellPerson(tx, platform, searches)
    },
    'daily.vacancies.alerts-end': endOld,
  }
}

/** After 90 days a search ends, and the person is told how to go on. */
async function endOld(tx: Tx, platform: Platform): Promise<void> {
  for (const { id, personId, stopKey } of await queries.expireSearches(tx)) {
    const way = await findContactWay(tx, personId, platform.country.nameOrder)
    if (way.channel !== 'sms') continue
    const language = way.language as Language
    await queueMessage(tx, {
      template: 'vacancies.alert-ended', language, channel: 'sms', personId, address: way.address, uniqueKey: `job-alert-ended ${id} ${tx.context.today}`,
      body: platform.words.say(language, 'vacancies.message.alert-ended', { link: `${platform.siteAddress}/${language}/alerts/${stopKey}/renew` }),
    })
  }
}

export const alertDaily = alertJobs(peopleInPiece)
