import { BackLink } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'

export interface GapLine {
  skill: string
  people: number
  vacancies: number
  courses: readonly { href: string; title: string }[]
}

/** Skills that employers near a caseload ask for, counted; nobody is named. */
export function GapsPage({ lines, people, isCentre }: { lines: readonly GapLine[]; people: number; isCentre: boolean }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/jobseekers')} text={ui.t('matching.gaps.back')} />
      <h1 class="govuk-heading-l">{ui.t('matching.gaps.title')}</h1>
      <p class="govuk-body">{ui.t(isCentre ? 'matching.gaps.lead-centre' : 'matching.gaps.lead', { count: people })}</p>
      <DataTable
        caption={ui.t('matching.gaps.caption')} empty={ui.t('matching.gaps.none')}
        columns={[{ key: 'skill', text: ui.t('matching.skill') }, { key: 'people', text: ui.t('matching.gaps.people'), numeric: true }, { key: 'vacancies', text: ui.t('matching.gaps.vacancies'), numeric: true }, { key: 'courses', text: ui.t('matching.learn.courses') }]}
        rows={lines.map((line) => ({
          cells: {
            skill: line.skill, people: ui.number(line.people), vacancies: ui.number(line.vacancies),
            courses: line.courses.length > 0 ? <ul class="govuk-list">{line.courses.map(({ href, title }) => <li><a class="govuk-link" href={href}>{title}</a></li>)}</ul> : '–',
          },
        }))}
      />
    </>
  )
}
