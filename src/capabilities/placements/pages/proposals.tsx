import type { Child } from 'hono/jsx'
import { ButtonGroup, SubmitButton, Form, HiddenField } from '../../../platform/web/form'
import { BackLink, InsetText, NotificationBanner, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { type LastAnswer, type Match, PartsBar, pointsOf, Reasons } from '../../matching/index'
import type { ReferralRow } from '../queries/referrals'
import { AskCell, type Asking } from './centre-ask-page'
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
  /** Where a counsellor says that it does not fit; and what was said last. */
  answerHref?: string | undefined
  answer?: LastAnswer | undefined
  /** Where the pair stands in both lists, in words. */
  ranks?: string | undefined
  /** Day of the last contact, in words. */
  contact?: string | undefined
  /** Of another centre: points, work, district and centre, no name; that centre is asked. */
  asking?: Asking | undefined
  /** The referral of this pair, when there is one. */
  referral: ReferralRow | undefined
}

/** Lines may be chosen: two to be compared for this vacancy, or any to be put forward. */
export interface Comparing {
  vacancyId: string
  /** How many were needed, when the choice held others. */
  missing: 'two' | 'some' | undefined
  /** How many were put forward a moment ago. */
  asked: { count: number; all: number } | undefined
  /** What came of asking another centre a moment ago. */
  centreAsk: 'sent' | 'gone' | 'already' | undefined
}
const compareForm = 'compare'

/** Ranked proposals with their reasons, for a vacancy or for a person. */
export function ProposalPage(props: { title: string; back: { href: string; text: string }; caption: string; column: string; empty: Child; lines: readonly ProposalLine[]; note?: string | undefined; filter?: Child; compare?: Comparing | undefined; links?: Child; children?: Child }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={props.back.href} text={props.back.text} />
      <h1 class="govuk-heading-l">{props.title}</h1>
      <InsetText>{ui.t('placements.proposals.advice')}</InsetText>
      {props.note ? <p class="govuk-body">{props.note}</p> : null}
      {props.links}
      {props.compare?.asked ? <NotificationBanner success title={ui.t('placements.saved')}><p class="govuk-notification-banner__heading">{ui.t('placements.several.done', props.compare.asked)}</p></NotificationBanner> : null}
      {props.compare?.centreAsk === 'sent' ? <NotificationBanner success title={ui.t('placements.saved')}><p class="govuk-notification-banner__heading">{ui.t('placements.ask.sent')}</p></NotificationBanner> : null}
      {props.compare?.centreAsk === 'gone' || props.compare?.centreAsk === 'already' ? <InsetText>{ui.t(`placements.ask.${props.compare.centreAsk}`)}</InsetText> : null}
      {props.compare?.missing ? <InsetText>{ui.t(props.compare.missing === 'two' ? 'matching.compare.two' : 'placements.several.none')}</InsetText> : null}
      <DataTable
        choose={props.compare ? { name: 'p', text: ui.t('matching.compare.mark'), form: compareForm } : undefined}
        caption={props.caption}
        empty={props.empty}
        filter={props.filter}
        columns={[
          { key: 'name', text: props.column }, { key: 'about', text: ui.t('web.details') }, { key: 'score', text: ui.t('placements.score'), numeric: true }, { key: 'reasons', text: ui.t('placements.reasons') },
          { key: 'action', text: ui.t('web.actions') },
        ]}
        rows={props.lines.map((line) => ({
          ...(props.compare && !line.asking && line.match.reasons.length > 0 ? { value: line.id, chooseText: ui.t('matching.compare.mark-one', { person: line.name }) } : {}),
          cells: {
            name: line.asking ? line.name : <a class="govuk-link" href={line.href}>{line.name}</a>, about: line.contact ? <>{line.about}<br />{line.contact}</> : line.about,
            score: line.match.reasons.length > 0 ? <>{pointsOf(ui, line.match.score, 10_000)}<br /><PartsBar reasons={line.match.reasons} />{line.ranks ? <><br />{line.ranks}</> : null}</> : '',
            reasons: <Reasons match={line.match} explainHref={line.asking ? undefined : line.explainHref} name={line.name} />,
            action: line.asking ? <AskCell asking={line.asking} /> : <Acts line={line} />,
          },
        }))}
      />
      {props.compare && props.lines.length > 0 ? (
        <Form id={compareForm} method="get" action={ui.to('/matches/compare')}>
          <HiddenField name="vacancy" value={props.compare.vacancyId} />
          <ButtonGroup>
            <SubmitButton text={ui.t('matching.compare.choose')} look="secondary" />
            <SubmitButton text={ui.t('placements.several.choose')} look="secondary" action={ui.to('/referrals/several')} />
          </ButtonGroup>
        </Form>
      ) : null}
      {props.children}
    </>
  )
}

function Acts({ line }: { line: ProposalLine }) {
  const ui = useUi()
  if (line.referral) return <a class="govuk-link" href={ui.to(`/referrals/${line.referral.id}`)}><StateTag state={line.referral.state} /></a>
  const hidden = <span class="govuk-visually-hidden"> {line.name}</span>
  const { answer } = line
  return (
    <>
      <a class="govuk-link" href={line.referHref}>{ui.t('placements.refer')}{hidden}</a>
      {line.answerHref ? <><br /><a class="govuk-link" href={line.answerHref}>{ui.t('matching.feedback.not-suitable')}{hidden}</a></> : null}
      {answer && answer.answer !== 'accept' ? <><br /><Tag colour="grey" text={answer.reason ? ui.t(`matching.feedback.${answer.reason}`) : ui.t('matching.feedback.later-tag')} /></> : null}
    </>
  )
}

/** What a counsellor does next with a person's list. */
export function PersonLinks({ slip, personId, isBoth }: { slip: string | null; personId: string; isBoth: boolean }) {
  const ui = useUi()
  const links = [
    ...(slip ? [{ href: slip, key: 'matching.slip.print' }] : []),
    { href: ui.to(`/jobseekers/${personId}/vacancies${isBoth ? '' : '?order=both'}`), key: isBoth ? 'matching.both.by-points' : 'matching.both.by-both' },
    { href: ui.to(`/matches/preferences?person=${personId}`), key: 'matching.preferences.title' },
    { href: ui.to(`/matches/learn?person=${personId}`), key: 'matching.learn.title' },
    { href: ui.to(`/matches/review?person=${personId}`), key: 'matching.review.ask' },
  ]
  return <p class="govuk-body">{links.map(({ href, key }, at) => <>{at > 0 ? ' · ' : ''}<a class="govuk-link" href={href}>{ui.t(key)}</a></>)}</p>
}
