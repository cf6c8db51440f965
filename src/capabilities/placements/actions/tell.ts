import { formatPublicCode, type PublicCode } from '../../../kernel/code'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Tx } from '../../../platform/db/database'
import { isLanguage, type Language } from '../../../platform/i18n/words'
import { queueMessage } from '../../../platform/messages/outbox'
import type { Platform } from '../../../platform/platform'
import { formatDay } from '../../../platform/text/dates'
import { findEmployerContactWay } from '../../employers/index'
import { findContactWay } from '../../jobseekers/index'
import { onBehalfOf } from '../scope'

/** A referral or placement that a message is about. */
export interface MessageSubject {
  personId: string
  employerId: string
  centreId: string
  code: string
}
export interface MessageWords {
  /** A day is written as the receiver's language writes it. */
  day?: CalendarDate | null | undefined
  time?: string | null | undefined
  place?: string | null | undefined
  jobs?: string | undefined
  /** Page without language prefix. */
  path?: string | undefined
}

const languageOf = (platform: Platform, wanted: string): Language => (isLanguage(wanted) ? wanted : (platform.country.languages[0] as Language))

const write = (platform: Platform, language: Language, template: string, code: string, name: string, words: MessageWords) =>
  platform.words.say(language, `placements.message.${template}`, {
    name, code: formatPublicCode(code as PublicCode), day: words.day ? formatDay(words.day, language) : '', time: words.time ?? '', place: words.place ?? '',
    jobs: words.jobs ?? '', link: words.path === undefined ? '' : `${platform.siteAddress}/${language}${words.path}`,
  })

/** Tells the person how it stands. There is a row also when no way is agreed: then they are told at the next visit. */
export const tellPerson = (tx: Tx, platform: Platform, about: MessageSubject, template: string, words: MessageWords = {}, uniqueKey?: string): Promise<void> =>
  onBehalfOf(tx, { personId: about.personId }, async () => {
    const way = await findContactWay(tx, about.personId, platform.country.nameOrder)
    const language = languageOf(platform, way.language)
    await queueMessage(tx, {
      template: `placements.${template}`, language, channel: way.channel, address: way.address, personId: about.personId, centreId: about.centreId,
      body: write(platform, language, template, about.code, way.firstName, words), ...(uniqueKey ? { uniqueKey } : {}),
    })
  })

/** Tells the employer; only the code, never the person's name. */
export const tellEmployer = (tx: Tx, platform: Platform, about: MessageSubject, template: string, words: MessageWords = {}, uniqueKey?: string): Promise<void> =>
  onBehalfOf(tx, { employerId: about.employerId }, async () => {
    const way = await findEmployerContactWay(tx, about.employerId)
    const language = languageOf(platform, way.language)
    await queueMessage(tx, {
      template: `placements.${template}`, language, channel: way.channel, address: way.address, employerId: about.employerId, centreId: about.centreId,
      body: write(platform, language, template, about.code, '', words), ...(uniqueKey ? { uniqueKey } : {}),
    })
  })

const mostInADay = 2

/** Reminders keep silent towards a person who already got two messages today. */
export const mayRemind = (tx: Tx, personId: string): Promise<boolean> =>
  onBehalfOf(tx, { personId }, async () => {
    const since = new Date(tx.context.now.getTime() - 24 * 3_600_000)
    const { count } = await tx.db
      .selectFrom('message')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('person_id', '=', personId)
      .where('channel', '=', 'sms')
      .where('queued_at', '>', since)
      .executeTakeFirstOrThrow()
    return Number(count) < mostInADay
  })
