import { formatNumber, numberFormatOf } from '../../../platform/text/number-format'
import { Details, Tag } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { Match, Reason } from '../score/reasons'

/** One part of a score as a sentence in the reader's language. */
export const reasonWords = (ui: Ui, reason: Reason): string => ui.t(`matching.reason.${reason.part}-${reason.level}`)
export const partName = (ui: Ui, part: string): string => ui.t(`matching.part.${part}`)
export const pointsOf = (ui: Ui, points: number, most: number): string => ui.t('matching.points-of', { points: ui.number(points), most: ui.number(most) })

const shownFirst = 2

function ReasonLine({ reason }: { reason: Reason }) {
  const ui = useUi()
  return (
    <li>
      {reasonWords(ui, reason)} <span class="govuk-hint">{`${partName(ui, reason.part)}: ${pointsOf(ui, reason.points, reason.most)}`}</span>
    </li>
  )
}

/** Two best and the weakest reason, the marks to check, and all eight numbers behind a click. */
export function Reasons({ match, explainHref, name }: { match: Match; explainHref?: string | undefined; name: string }) {
  const ui = useUi()
  const { reasons } = match
  if (reasons.length === 0) return null
  const weakest = reasons.at(-1)
  const first = [...reasons].sort((a, b) => b.points - a.points).slice(0, shownFirst)
  const shown = weakest && !first.includes(weakest) ? [...first, weakest] : first
  return (
    <>
      <ul class="govuk-list">{shown.map((reason) => <li>{reasonWords(ui, reason)}</li>)}</ul>
      {match.checks.map((check) => <p class="govuk-!-margin-bottom-1"><Tag text={ui.t(`matching.check.${check}`)} colour="yellow" /></p>)}
      <Details summary={<>{ui.t('matching.eight-numbers')}<span class="govuk-visually-hidden"> {name}</span></>}>
        <ul class="govuk-list">{reasons.map((reason) => <ReasonLine reason={reason} />)}</ul>
      </Details>
      {explainHref ? <p class="govuk-!-margin-top-0"><a class="govuk-link" href={explainHref}>{ui.t('matching.explain.link')}<span class="govuk-visually-hidden"> {name}</span></a></p> : null}
    </>
  )
}

/** A number with at most so many decimals, as the reader writes numbers. */
export const decimalText = (ui: Ui, value: number, places: number): string => formatNumber(String(Number(value.toFixed(places))), numberFormatOf(ui.country.numberFormat as never, ui.lang))
