import type { CalendarDate } from '../../../kernel/calendar'
import { buttonClass, ButtonGroup } from '../../../platform/web/form'
import { BackLink, InsetText, Pagination, Tag } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { Review } from '../actions/reviews'
import type { Match } from '../score/reasons'
import { MyReviews } from './review-pages'
import { RemovedTable, WhyNotForm } from './why-not'
import { decimalText, Reasons } from './words'

export interface MyJob {
  id: string
  title: string
  about: string
  /** Applications for each open post. */
  rivals: number
  isHardlySeen: boolean
  href: string
  match: Match
}
export interface MyJobsProps {
  jobs: readonly MyJob[]
  agreed: boolean
  /** The job that was just put away. */
  putAway: string | null
  isAsked: boolean
  page: number
  /** Whose order the list has. */
  day: CalendarDate
  hasMore: boolean
  /** What keeps open jobs off an empty list. */
  removed: ReadonlyMap<number, number> | null
  reviews: readonly Review[]
}

const link = (ui: Ui, path: string, key: string) => <a class="govuk-link" href={ui.to(path)}>{ui.t(key)}</a>

function JobSection({ job }: { job: MyJob }) {
  const ui = useUi()
  const hidden = <span class="govuk-visually-hidden"> {job.title}</span>
  return (
    <section class="govuk-!-margin-bottom-6">
      <h2 class="govuk-heading-m govuk-!-margin-bottom-1"><a class="govuk-link" href={job.href}>{job.title}</a></h2>
      <p class="govuk-body govuk-!-margin-bottom-1">{job.about}</p>
      <p class="govuk-body">{ui.t('matching.mine.rivals', { count: decimalText(ui, job.rivals, 1) })} {job.isHardlySeen ? <Tag text={ui.t('matching.mine.hardly-seen')} colour="blue" /> : null}</p>
      <Reasons match={job.match} explainHref={ui.to(`/me/matches/explain?vacancy=${job.id}`)} name={job.title} />
      <form method="post" action={ui.to('/me/matches')}>
        <input type="hidden" name="_key" value={ui.newKey()} />
        <input type="hidden" name="vacancy" value={job.id} />
        <ButtonGroup>
          <a class={buttonClass('primary')} href={`${job.href}/apply`}>{ui.t('matching.mine.apply')}{hidden}</a>
          <button class={buttonClass('secondary')} type="submit">{ui.t('matching.mine.not-for-me')}{hidden}</button>
        </ButtonGroup>
      </form>
    </section>
  )
}

/** Jobs for the person who is signed in, in plain words, with a way to say no and to ask why. */
export function MyJobsPage({ jobs, agreed, putAway, isAsked, page, day, hasMore, removed, reviews }: MyJobsProps) {
  const ui = useUi()
  const at = (number: number) => ui.to(`/me/matches?page=${number}&day=${day}`)
  return (
    <>
      <BackLink href={ui.to('/me')} text={ui.t('matching.mine.back')} />
      <h1 class="govuk-heading-l">{ui.t('matching.mine.title')}</h1>
      {putAway ? <InsetText>{ui.t('matching.mine.saved')} {link(ui, `/me/matches/not-for-me?vacancy=${putAway}`, 'matching.mine.tell-why')}</InsetText> : null}
      {isAsked ? <InsetText>{ui.t('matching.review.sent')}</InsetText> : null}
      {agreed ? <p class="govuk-body">{ui.t('matching.mine.lead')}</p> : <InsetText>{ui.t('matching.mine.not-agreed')} {link(ui, '/me/consents', 'matching.mine.consents')}</InsetText>}
      {agreed ? (
        <ul class="govuk-list">
          <li>{link(ui, '/me/preferences', 'matching.preferences.title')}</li>
          {jobs.length > 0 ? <li>{link(ui, '/me/matches/slip', 'matching.slip.print')}</li> : null}
          <li>{link(ui, '/me/matches/learn', 'matching.learn.title')}</li>
          <li>{link(ui, '/me/searches', 'vacancies.alert.title')}</li>
        </ul>
      ) : null}
      {agreed && jobs.length === 0 ? <p class="govuk-body">{ui.t('matching.mine.empty')} {link(ui, '/jobs', 'matching.mine.all')}</p> : null}
      {removed ? <RemovedTable counts={removed} of="jobs" forPerson /> : null}
      {jobs.map((job) => <JobSection job={job} />)}
      <Pagination label={ui.t('matching.mine.title')} previous={page > 1 ? { href: at(page - 1), text: ui.t('web.previous') } : undefined} next={hasMore ? { href: at(page + 1), text: ui.t('web.next') } : undefined} />
      {agreed ? (
        <>
          <WhyNotForm action={ui.to('/me/matches/why-not')} known={{}} about="job" />
          <p class="govuk-body">{link(ui, '/me/matches/review', 'matching.review.ask')}</p>
        </>
      ) : null}
      <MyReviews reviews={reviews} />
      <p class="govuk-body">{ui.t('matching.advice')}</p>
    </>
  )
}
