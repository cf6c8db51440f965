import { BackLink, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { type Match, pointsOf, Reasons } from '../../matching/index'
import type { ReferralRow } from '../queries/referrals'
import { StateTag } from './referral-words'

export interface ProposalLine {
  id: string
  name: string
  /** Beside the name: age and place, or employer and posts. */
  about: string
  href: string
  match: Match
  explainHref: string
  referHref: string
  /** Of another centre: points and centre, no name; that centre is asked. */
  isAnonymous?: boolean | undefined
  /** The referral of this pair, when there is one. */
  referral: ReferralRow | undefined
}

/** Ranked proposals with their reasons, for a vacancy or for a person. */
export function ProposalPage(props: { title: string; back: { href: string; text: string }; caption: string; column: string; empty: string; lines: readonly ProposalLine[]; note?: string | undefined; compareHref?: string | undefined }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={props.back.href} text={props.back.text} />
      <h1 class="govuk-heading-l">{props.title}</h1>
      <InsetText>{ui.t('placements.proposals.advice')}</InsetText>
      {props.compareHref ? <p class="govuk-body"><a class="govuk-link" href={props.compareHref}>{ui.t('matching.compare.choose')}</a></p> : null}
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
            name: line.isAnonymous ? line.name : <a class="govuk-link" href={line.href}>{line.name}</a>, about: line.about,
            score: line.match.reasons.length > 0 ? pointsOf(ui, line.match.score, 10_000) : '',
            reasons: <Reasons match={line.match} explainHref={line.isAnonymous ? undefined : line.explainHref} name={line.name} />,
            action: line.isAnonymous ? '' : line.referral ? (
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
