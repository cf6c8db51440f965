import { Tag, type TagColour } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { ReferralState } from '../rules/referral'
import type { Level, PlacementState } from '../rules/placement'

const colours: Record<ReferralState, TagColour> = {
  unconfirmed: 'grey', 'waiting-person': 'yellow', sent: 'blue', seen: 'blue', 'interview-set': 'teal', interviewed: 'teal', offered: 'yellow', hired: 'green', 'not-hired': 'grey',
  withdrawn: 'grey', 'person-silent': 'grey', 'employer-silent': 'red', cancelled: 'grey',
}
export function StateTag({ state }: { state: ReferralState }) {
  return <Tag text={useUi().t(`placements.state.${state}`)} colour={colours[state]} />
}

const levelColours: Record<Level, TagColour> = { reported: 'grey', 'one-side': 'blue', 'two-side': 'green', refuted: 'red' }
export function LevelTag({ level }: { level: Level }) {
  return <Tag text={useUi().t(`placements.level.${level}`)} colour={levelColours[level]} />
}
const placementColours: Record<PlacementState, TagColour> = { announced: 'yellow', started: 'green', ended: 'grey', 'not-started': 'grey', void: 'red' }
export function PlacementTag({ state }: { state: PlacementState }) {
  return <Tag text={useUi().t(`placements.placement-state.${state}`)} colour={placementColours[state]} />
}

/** The reason of a closing: our own words, else the country's list of that closing. */
export function closingWords(ui: Ui, state: string, reason: string | null): string {
  if (!reason) return ''
  const key = `placements.closing.${reason}`
  if (ui.has(key)) return ui.t(key)
  return ui.label(state === 'not-hired' ? 'referral-not-hired-reason' : 'referral-withdrawn-reason', reason)
}

/** Whose answer is waited for, and until when. */
export function DueText({ kind, day }: { kind: string | null; day: string | null }) {
  const ui = useUi()
  if (!kind || !day) return null
  const isLate = day < ui.today
  return (
    <>
      {ui.t(`placements.due.${kind}`)} <br />
      {isLate ? <Tag text={ui.t('placements.due.late', { day: ui.day(day as never) })} colour="red" /> : ui.t('placements.due.by', { day: ui.day(day as never) })}
    </>
  )
}
