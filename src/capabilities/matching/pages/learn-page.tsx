import { BackLink, Details } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'

export interface LearnLine {
  skill: string
  /** Jobs that come nearer; the first of them are listed. */
  count: number
  jobs: readonly { href: string; title: string }[]
  courses: readonly { href: string; title: string }[]
}

/** Skills that employers in reach ask for, with the jobs that each would bring nearer and the courses that teach it. */
export function LearnPage({ back, person, lines }: { back: { href: string; text: string }; person: string | null; lines: readonly LearnLine[] }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={back.href} text={back.text} />
      <h1 class="govuk-heading-l">{ui.t('matching.learn.title')}</h1>
      {person ? <p class="govuk-body-l">{person}</p> : null}
      <p class="govuk-body">{ui.t(lines.length > 0 ? 'matching.learn.lead' : 'matching.learn.empty')}</p>
      {lines.map(({ skill, count, jobs, courses }) => (
        <section class="govuk-!-margin-bottom-6">
          <h2 class="govuk-heading-m govuk-!-margin-bottom-1">{skill}</h2>
          <p class="govuk-body">{ui.t('matching.learn.jobs', { count })}</p>
          {courses.length > 0 ? (
            <>
              <p class="govuk-body govuk-!-margin-bottom-1">{ui.t('matching.learn.courses')}</p>
              <ul class="govuk-list govuk-list--bullet">{courses.map(({ href, title }) => <li><a class="govuk-link" href={href}>{title}</a></li>)}</ul>
            </>
          ) : null}
          <Details summary={<>{ui.t('matching.learn.which')}<span class="govuk-visually-hidden"> {skill}</span></>}>
            <ul class="govuk-list">{jobs.map(({ href, title }) => <li><a class="govuk-link" href={href}>{title}</a></li>)}</ul>
          </Details>
        </section>
      ))}
      {person ? <p class="govuk-body"><a class="govuk-link" href={ui.to('/matches/gaps')}>{ui.t('matching.gaps.title')}</a></p> : null}
    </>
  )
}
