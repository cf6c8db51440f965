import { BackLink, InsetText, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { Reason } from '../../matching/index'
import type { ReferralRow } from '../queries/referrals'
import { StateTag } from './referral-words'

/** One reason of a proposal as a sentence; the points say how much it counts. */
export function reasonWords(ui: Ui, reason: Reason): string {
  switch (reason.part) {
    case 'skills':
      return ui.t('placements.reason.skills', { matched: reason.matched, asked: reason.asked })
    case 'occupation':
      return ui.t(`placements.reason.occupation-${reason.level}`)
    default:
      return ui.t(`placements.reason.${reason.part}-${reason.level}`)
  }
}

export interface ProposalLine {
  id: string
  name: string
  /** Beside the name: age and place, or employer and posts. */
  about: string
  href: string
  score: number
  reasons: readonly Reason[]
  referHref: string
  /** The referral of this pair, when there is one. */
  referral: ReferralRow | undefined
}

/** Ranked proposals with their reasons, for a vacancy or for a person. */
export function ProposalPage(props: { title: string; back: { href: string; text: string }; caption: string; column: string; empty: string; lines: readonly ProposalLine[]; note?: string | undefined }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={props.back.href} text={props.back.text} />
      <h1 class="govuk-heading-l">{props.title}</h1>
      <InsetText>{ui.t('placements.proposals.advice')}</InsetText>
      {props.note ? <p class="govuk-body">{props.note}</p> : null}
      <DataTable
        caption={props.caption}
        empty={props.empty}
        columns={[
          { key: 'name', text: props.column }, { key: 'about', text: ui.t('web.details') }, { key: 'score', text: ui.t('placements.score'), numeric: true }, { key: 'reasons', text: ui.t('placements.reasons') },
          { key: 'action', text: ui.t('web.actions') },
        ]}
        rows={props.lines.map((line) => ({
          cells: {
            name: <a class="govuk-link" href={line.href}>{line.name}</a>, about: line.about,
            score: ui.number(line.score),
            reasons: (
              <ul class="govuk-list">
                {line.reasons.map((reason) => <li>{reasonWords(ui, reason)} <Tag text={`+${ui.number(reason.points)}`} colour="grey" /></li>)}
              </ul>
            ),
            action: line.referral ? (
              <a class="govuk-link" href={ui.to(`/referrals/${line.referral.id}`)}><StateTag state={line.referral.state} /></a>
            ) : (
              <a class="govuk-link" href={line.referHref}>{ui.t('placements.refer')}<span class="govuk-visually-hidden"> {line.name}</span></a>
            ),
          },
        }))}
      />
    </>
  )
}
