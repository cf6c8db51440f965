import { addMonths, addWorkingDays, type Weekday } from '../../../kernel/calendar'
import { refused, type Outcome } from '../../../kernel/outcome'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { type EmployerLine, findEmployerLine, isVerified } from '../../employers/index'
import { checkEqualTreatment } from '../checks/equal-treatment'
import { shinglesOf } from '../checks/alike'
import { contactsIn } from '../checks/contacts'
import { checkRedFlags, type RejectedText, type Surroundings } from '../checks/red-flags'
import { vacancyTaken } from '../happenings'
import type { Finding, Found, Vacancy, VacancyContent } from '../model'
import { contentOf } from '../queries/record'
import { decideFinding, insertFindings, listFindings, listMedians, listRejectedTexts, type MedianRow, writePostsChange } from '../queries/records'
import { move, type StateRefusal } from './state'

const mostRejected = 200
/** Rejected texts never change, so their shingles are worked out once. */
const knownTexts = new Map<string, RejectedText>()

async function readRejected(reader: Reader, shingleLength: number): Promise<RejectedText[]> {
  const texts = await listRejectedTexts(reader, mostRejected)
  if (knownTexts.size > 2000) knownTexts.clear()
  return texts.map(({ code, content }) => {
    const known = knownTexts.get(code) ?? { code, shingles: shinglesOf(content, shingleLength), contacts: contactsIn(content) }
    knownTexts.set(code, known)
    return known
  })
}

export interface CheckGround {
  rejected: readonly RejectedText[]
  medians: readonly MedianRow[]
}

/** What every check of this transaction compares with; read once for a whole import. */
export async function readCheckGround(reader: Reader, platform: Platform): Promise<CheckGround> {
  const limit = (rule: number, name: string, usual: number) => Number(platform.country.redFlags.find((row) => row.rule === rule && row.name === name)?.value ?? usual)
  const since = addMonths(reader.context.today, -limit(5, 'months', 12))
  return { rejected: await readRejected(reader, limit(8, 'shingle-clusters', 5)), medians: await listMedians(reader, since) }
}

function medianFor(content: VacancyContent, { medians }: CheckGround, platform: Platform): Surroundings['median'] {
  const { isco, wageCurrency, provinceCode } = content
  if (isco === null || wageCurrency === null) return null
  const enough = Number(platform.country.redFlags.find((row) => row.rule === 5 && row.name === 'minimum-sample')?.value ?? 20)
  const same = medians.filter(({ major, currency, known }) => major === isco.slice(0, 1) && currency === wageCurrency && known >= enough)
  const found = same.find(({ province }) => province !== null && province === provinceCode) ?? same.find(({ province }) => province === null)
  if (found) return { amount: found.median, isCeiling: false }
  const ceiling = platform.country.wageCeilings.find(({ code, currency }) => code === isco.slice(0, 1) && currency === wageCurrency)
  return ceiling ? { amount: ceiling.ceiling, isCeiling: true } : null
}

/** Everything that the two checks find in an advert of this employer today. */
export function check(reader: Reader, platform: Platform, content: VacancyContent, employer: EmployerLine, ground: CheckGround): Found[] {
  const { today } = reader.context
  const { country } = platform
  const licensed = employer.recruitmentAgency && employer.licenceUntil !== null && employer.licenceUntil >= today
  const around: Surroundings = {
    employer: { verified: isVerified(employer, today), verifiedOn: employer.verifiedOn, licensed }, today, median: medianFor(content, ground, platform), rejected: ground.rejected,
  }
  return [...checkEqualTreatment(content, country.equalTreatment, country.minimumWorkingAge), ...checkRedFlags(content, country.redFlags, around)]
}

const keyOf = ({ rule, ground, words, effect }: Found) => [rule, ground, words?.slice(0, 300), effect].join('|')

/** Brings the stored findings up to what is found now: what is gone counts as removed, what is new is added. Decisions stay. */
export async function refreshFindings(tx: Tx, vacancy: Vacancy, found: readonly Found[]): Promise<Finding[]> {
  const stored = (await listFindings(tx, vacancy.id)).filter(({ decision }) => decision !== 'removed')
  const now = new Set(found.map(keyOf))
  for (const finding of stored) if (finding.decision === null && !now.has(keyOf(finding))) await decideFinding(tx, finding.id, 'removed', null)
  const before = new Set(stored.map(keyOf))
  await insertFindings(tx, vacancy, found.filter((one) => !before.has(keyOf(one))))
  return (await listFindings(tx, vacancy.id)).filter((finding) => finding.decision !== 'removed' && now.has(keyOf(finding)))
}

/** What would be found if the vacancy were sent now; nothing is written. */
export async function previewFindings(reader: Reader, platform: Platform, vacancy: Vacancy): Promise<Found[]> {
  const employer = await findEmployerLine(reader, vacancy.employerId)
  return employer ? check(reader, platform, contentOf(vacancy), employer, await readCheckGround(reader, platform)) : []
}

export type SendRefusal = StateRefusal | 'employer-closed' | 'refused-limit'

/** Sends a draft to inspection. An age below the law cannot be sent; everything else is for the inspector. */
export async function sendVacancy(tx: Tx, platform: Platform, vacancy: Vacancy): Promise<Outcome<Vacancy, SendRefusal>> {
  const employer = await findEmployerLine(tx, vacancy.employerId)
  if (!employer || ['suspended', 'blocked', 'refused'].includes(employer.state)) return refused('employer-closed')
  const found = check(tx, platform, contentOf(vacancy), employer, await readCheckGround(tx, platform))
  if (found.some(({ effect }) => effect === 'refuse')) return refused('refused-limit')
  const { today } = tx.context
  const first = vacancy.receivedOn === null
  const moved = await move(tx, platform, vacancy, 'send', {
    received_on: vacancy.receivedOn ?? today, decision_due_on: addWorkingDays(today, 1, { workDays: platform.country.workDays as Weekday[], holidays: platform.country.holidays }), state_reason: null,
  })
  if (!moved.ok) return moved
  await refreshFindings(tx, vacancy, found)
  if (first) {
    await writePostsChange(tx, vacancy, 'received', vacancy.posts)
    await vacancyTaken.tell(tx, platform, { vacancyId: vacancy.id, employerId: vacancy.employerId, centreId: vacancy.centreId, accountId: tx.context.actor.accountId })
  }
  return moved
}
