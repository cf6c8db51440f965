import { done, type Outcome, refused } from '../../../kernel/outcome'

export const stages = [1, 2, 3, 4, 5] as const
export type Stage = (typeof stages)[number]
/** Fact finding, planning, acting, observing, reflecting. */
export const stageNames = ['facts', 'planning', 'acting', 'observing', 'reflecting'] as const

/** What is there when somebody wants to close a stage. */
export interface CycleFacts {
  readonly snapshotFrozen: boolean
  readonly causesWithEvidence: number
  readonly notRecordedWithoutOwner: number
  readonly seriesWithTarget: number
  /** Targets that no activity with owner and due day is meant to move. */
  readonly targetsWithoutActivity: number
  readonly planAdopted: boolean
  readonly planSeen: boolean
  readonly planEndReached: boolean
  readonly openActivities: number
  readonly periodLocked: boolean
  readonly seriesWithoutState: number
  readonly gradeCWithoutNote: number
  readonly participants: number
  readonly staff: number
  readonly decisions: number
  readonly decisionsWithoutOwner: number
  readonly noneReason: boolean
}
export type MissingItem =
  | 'snapshot' | 'cause' | 'owner-of-not-recorded' | 'target' | 'activity-of-target' | 'plan-adopted' | 'plan-seen' | 'activities-open' | 'period-locked' | 'state-of-series'
  | 'note-of-grade-c' | 'participants' | 'decision' | 'owner-of-decision'

/** Everything that is missing to close a stage; an empty list opens the gate. */
export function missingFor(stage: Stage, facts: CycleFacts): MissingItem[] {
  const gate: Record<Stage, readonly (readonly [boolean, MissingItem])[]> = {
    1: [[facts.snapshotFrozen, 'snapshot'], [facts.causesWithEvidence >= 1, 'cause'], [facts.notRecordedWithoutOwner === 0, 'owner-of-not-recorded']],
    2: [[facts.seriesWithTarget >= 1, 'target'], [facts.targetsWithoutActivity === 0, 'activity-of-target'], [facts.planAdopted, 'plan-adopted'], [facts.planSeen, 'plan-seen']],
    3: [[facts.planEndReached || facts.openActivities === 0, 'activities-open']],
    4: [[facts.periodLocked, 'period-locked'], [facts.seriesWithoutState === 0, 'state-of-series'], [facts.gradeCWithoutNote === 0, 'note-of-grade-c']],
    5: [[facts.participants >= Math.min(3, facts.staff), 'participants'], [facts.decisions >= 1 || facts.noneReason, 'decision'], [facts.decisionsWithoutOwner === 0, 'owner-of-decision']],
  }
  return gate[stage].flatMap(([isThere, item]) => (isThere ? [] : [item]))
}

/** The stage that opens next, or `read` when headquarters must read the whole. A stage is closed in its turn only. */
export function closeStage(open: Stage, asked: Stage, facts: CycleFacts): Outcome<Stage | 'read', 'not-its-turn' | 'gate-closed'> {
  if (open !== asked) return refused('not-its-turn')
  if (missingFor(asked, facts).length > 0) return refused('gate-closed')
  return done(asked === 5 ? 'read' : ((asked + 1) as Stage))
}
