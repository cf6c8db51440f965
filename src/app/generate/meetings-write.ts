import { importPlacements, type ImportedPlacement, importReferrals, type ImportedReferral } from '../../capabilities/placements/index'
import { movePosts } from '../../capabilities/vacancies/index'
import { addDays, addMonths, type CalendarDate } from '../../kernel/calendar'
import { newId } from '../../kernel/id'
import type { Tx } from '../../platform/db/database'
import type { Meeting } from './story-records'
import type { Random } from './random'
import type { World } from './world'

type Placed = ImportedPlacement & { readonly id: string }

/** Writes referrals with their interviews, and the placements that came of them. Posts fill as people are placed. */
export async function writeMeetings(tx: Tx, world: World, random: Random, made: readonly Meeting[], today: CalendarDate): Promise<{ referrals: number; placements: number }> {
  const withIds = made.map((meeting) => ({ meeting, id: newId() }))
  const placed = withIds.flatMap(({ meeting, id }) => {
    const row = placementOf(world, random, meeting, id, today)
    return row ? [row] : []
  })
  const referrals = await importReferrals(tx, world.platform, withIds.map(({ meeting, id }) => referralOf(world, random, meeting, id, today)))
  const placements = placed.length === 0 ? { added: 0 } : await importPlacements(tx, world.platform, placed)
  for (const { vacancyId } of placed) if (vacancyId) await movePosts(tx, world.platform, vacancyId, 1)
  return { referrals: referrals.added, placements: placements.added }
}

const ownerOf = ({ verifierId }: World, { seeker }: Meeting): string => seeker.counsellorId ?? verifierId

function referralOf(world: World, random: Random, meeting: Meeting, id: string, today: CalendarDate): ImportedReferral {
  const { seeker, vacancy, madeOn, outcome, interviewOn, closedOn } = meeting
  const common = { id, personId: seeker.id, vacancyId: vacancy.id, employerId: vacancy.employerId, centreId: seeker.centreId, madeOn, ownerId: ownerOf(world, meeting) }
  const origin = random.weighted([['counsellor', 70], ['self', 24], ['fair', 4], ['employer-invitation', 2]] as const)
  const attended = interviewOn !== null && (outcome !== 'withdrawn' || random.chance(0.5))
  const interviews = interviewOn === null ? {} : { interviews: [{ heldOn: interviewOn, result: interviewOn < today ? (attended ? 'attended' : 'person-absent') : null }] }
  if (outcome === 'open' || closedOn === null) {
    const state = interviewOn !== null && interviewOn < today ? 'interviewed' : random.chance(0.4) ? 'seen' : 'sent'
    const steps: ImportedReferral['steps'] = state === 'sent' ? [] : [{ day: addDays(madeOn, 1), to: state, by: 'employer' }]
    const due = state === 'interviewed' ? { dueOn: addDays(today, random.int(-2, 5)), dueKind: 'decision' as const } : { dueOn: addDays(today, random.int(-3, 6)), dueKind: 'employer-answers' as const }
    return { ...common, ...interviews, ...due, origin, state, steps }
  }
  const reason = closingReason(random, outcome)
  const by = outcome === 'withdrawn' ? 'jobseeker' : outcome === 'employer-silent' ? 'system' : 'employer'
  const steps: NonNullable<ImportedReferral['steps']> = [
    ...(interviewOn !== null && interviewOn < closedOn ? [{ day: interviewOn, to: 'interviewed' as const, by: 'employer' as const }] : []),
    { day: closedOn, to: outcome, by, ...(reason === undefined ? {} : { reason }) },
  ]
  return { ...common, ...interviews, origin, state: outcome, closedOn, answeredOn: outcome === 'employer-silent' || outcome === 'withdrawn' ? null : closedOn, steps, ...(reason === undefined ? {} : { closingReason: reason }) }
}

function closingReason(random: Random, outcome: Meeting['outcome']): string | undefined {
  if (outcome === 'not-hired') return random.weighted([['other-candidate', 4], ['lacks-experience', 3], ['lacks-skills', 3], ['did-not-come', 2], ['wage', 1], ['post-filled', 1]] as const)
  if (outcome === 'withdrawn') return random.weighted([['found-work', 4], ['distance', 3], ['wage', 3], ['family', 1], ['not-interested', 1]] as const)
  return undefined
}

/** A placement is confirmed by the employer, by the person, by both, or by nobody. Jobs last, or end. */
function placementOf(world: World, random: Random, meeting: Meeting, referralId: string, today: CalendarDate): Placed | undefined {
  const { seeker, vacancy, startsOn } = meeting
  if (startsOn === null) return undefined
  const lasts = random.chance(0.75)
  const endDate = addDays(startsOn, random.int(20, 160))
  const isOver = !lasts && endDate <= today
  const recordedBy = ownerOf(world, meeting)
  const started = startsOn <= today
  const evidence: NonNullable<ImportedPlacement['evidence']> = !started ? [] : [
    ...(random.chance(0.7) ? [{ source: 'employer' as const, seenOn: addDays(startsOn, 2), recordedBy: vacancy.employerId }] : []),
    ...(random.chance(0.55) ? [{ source: 'jobseeker' as const, seenOn: addDays(startsOn, 4), recordedBy: seeker.id }] : []),
  ].filter(({ seenOn }) => seenOn <= today)
  const followUps = [1, 3, 6].flatMap((round) => {
    const dueOn = addMonths(startsOn, round)
    if (dueOn > today || random.chance(0.2)) return []
    const gone = isOver && endDate <= dueOn
    const outcome = gone ? random.weighted([['other-employer', 3], ['not-working', 3], ['self-employed', 1], ['abroad', 1], ['not-reached', 2]] as const) : random.weighted([['same-employer', 9], ['not-reached', 1]] as const)
    return [{ round, outcome, outcomeOn: dueOn }]
  })
  return {
    id: newId(), personId: seeker.id, employerId: vacancy.employerId, vacancyId: vacancy.id, referralId, centreId: seeker.centreId, startDate: startsOn, isco: vacancy.isco, recordedBy, evidence, followUps,
    state: !started ? 'announced' : isOver ? 'ended' : 'started', ...(isOver ? { endDate, endReason: random.weighted([['quit', 4], ['contract-end', 4], ['dismissed', 1], ['closed', 1]] as const) } : {}),
  }
}
