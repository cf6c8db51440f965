import { BackLink, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { Match } from '../score/reasons'
import { Reasons } from './words'

export interface MyJob {
  id: string
  title: string
  about: string
  href: string
  applyHref: string
  whyHref: string
  match: Match
  requestKey: string
}

/** Jobs for the person who is signed in, in plain words, with a way to say no and to ask why. */
export function MyJobsPage({ jobs, agreed, saved }: { jobs: readonly MyJob[]; agreed: boolean; saved: boolean }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/me')} text={ui.t('matching.mine.back')} />
      <h1 class="govuk-heading-l">{ui.t('matching.mine.title')}</h1>
      {saved ? <InsetText>{ui.t('matching.mine.saved')}</InsetText> : null}
      {agreed ? <p class="govuk-body">{ui.t('matching.mine.lead')}</p> : (
        <InsetText>{ui.t('matching.mine.not-agreed')} <a class="govuk-link" href={ui.to('/me/consents')}>{ui.t('matching.mine.consents')}</a></InsetText>
      )}
      {agreed && jobs.length === 0 ? <p class="govuk-body">{ui.t('matching.mine.empty')} <a class="govuk-link" href={ui.to('/jobs')}>{ui.t('matching.mine.all')}</a></p> : null}
      {jobs.map((job) => (
        <section class="govuk-!-margin-bottom-6">
          <h2 class="govuk-heading-m govuk-!-margin-bottom-1"><a class="govuk-link" href={job.href}>{job.title}</a></h2>
          <p class="govuk-body">{job.about}</p>
          <Reasons match={job.match} explainHref={job.whyHref} name={job.title} />
          <form method="post" action={ui.to('/me/matches')}>
            <input type="hidden" name="_key" value={job.requestKey} />
            <input type="hidden" name="vacancy" value={job.id} />
            <a class="govuk-link" href={job.applyHref}>{ui.t('matching.mine.apply')}<span class="govuk-visually-hidden"> {job.title}</span></a>{' '}
            <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0 govuk-!-margin-left-3" type="submit">{ui.t('matching.mine.not-for-me')}<span class="govuk-visually-hidden"> {job.title}</span></button>
          </form>
        </section>
      ))}
    </>
  )
}
