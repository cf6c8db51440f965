import { SummaryList, type SummaryRow } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import { nameIn } from '../../../platform/country/index'
import { readLimits, type Vacancy } from '../model'
import { findingText, placeText, Prose, wageText } from './words'

const educationName = (ui: Ui, code: string | null) => {
  const row = ui.country.education.find((one) => one.code === code)
  return row ? nameIn(row.names, ui.lang) : ''
}
const namesOf = (ui: Ui, rows: readonly { code: string; names: Parameters<typeof nameIn>[0] }[], codes: readonly string[]) =>
  codes.map((code) => rows.find((row) => row.code === code)).flatMap((row) => (row ? [nameIn(row.names, ui.lang)] : [])).join(', ')

/** The country's own skills and those of a loaded classification that the vacancy asks for. */
const skillsOf = (ui: Ui, { skillNames = {} }: Vacancy) => [...ui.country.skills, ...Object.entries(skillNames).map(([code, names]) => ({ code, names }))]

const row = (key: string, value: string | number | null | undefined): SummaryRow[] => (value === null || value === undefined || value === '' ? [] : [{ key, value: String(value) }])

/** The facts of a job as everybody may read them. */
export function AdvertFacts({ vacancy, employer }: { vacancy: Vacancy; employer: string | null }) {
  const ui = useUi()
  const label = (name: string) => ui.t(`vacancies.advert.${name}`)
  return (
    <>
      <SummaryList
        rows={[
          ...row(label('employer'), employer ?? ui.t('vacancies.advert.employer.hidden')),
          ...row(label('place'), placeText(ui, vacancy)),
          ...row(label('address'), vacancy.workplaceText),
          ...row(label('country'), vacancy.abroadCountry),
          ...row(label('wage'), wageText(ui, vacancy, vacancy.wageShown)),
          ...row(label('contract'), ui.label('contract', vacancy.contract)),
          ...row(label('hours'), vacancy.hoursPerWeek === null ? null : ui.t('vacancies.advert.hours.value', { hours: vacancy.hoursPerWeek })),
          ...row(label('night'), vacancy.night ? ui.t('web.yes') : null),
          ...row(label('posts'), ui.number(vacancy.posts - vacancy.filled)),
          ...row(label('start'), vacancy.startDate ? ui.day(vacancy.startDate) : ui.t('vacancies.advert.start.soon')),
          ...row(label('occupation'), ui.occupation(vacancy.isco)),
          ...row(label('benefits'), vacancy.benefits.map((code) => ui.label('benefit', code)).join(', ')),
          ...row(label('education'), educationName(ui, vacancy.educationMin)),
          ...row(label('experience'), vacancy.experienceMinYears === null ? null : ui.t('vacancies.advert.experience.value', { years: Number(vacancy.experienceMinYears) })),
          ...row(label('skills'), namesOf(ui, skillsOf(ui, vacancy), vacancy.skillsMust)),
          ...row(label('languages'), namesOf(ui, ui.country.languagesSpoken, vacancy.languagesMust)),
          ...row(label('accessible'), vacancy.accessible === null ? null : ui.t(vacancy.accessible ? 'web.yes' : 'web.no')),
          ...row(label('until'), vacancy.validUntil ? ui.day(vacancy.validUntil) : null),
        ]}
      />
      {Object.keys(vacancy.skillNames ?? {}).length > 0 ? <p class="govuk-hint">{ui.t('web.skills.esco')}</p> : null}
    </>
  )
}

/** Duties and what is asked; words that a check found are marked for the inspector. */
export function AdvertText({ vacancy, marks = [] }: { vacancy: Vacancy; marks?: readonly string[] }) {
  const ui = useUi()
  return (
    <>
      {vacancy.duties ? (
        <>
          <h2 class="govuk-heading-m">{ui.t('vacancies.field.duties')}</h2>
          <Prose text={vacancy.duties} marks={marks} />
        </>
      ) : null}
      {vacancy.requirements ? (
        <>
          <h2 class="govuk-heading-m">{ui.t('vacancies.field.requirements')}</h2>
          <Prose text={vacancy.requirements} marks={marks} />
        </>
      ) : null}
    </>
  )
}

/** Limits that an inspector accepted, with the reason; they never hide or order anybody. */
export function AcceptedLimits({ stored }: { stored: string | null }) {
  const ui = useUi()
  const accepted = readLimits(stored)
  if (accepted.length === 0) return null
  return (
    <div class="govuk-inset-text">
      {accepted.map((limit) => (
        <p class="govuk-body">
          {ui.t('vacancies.advert.limit', {
            limit: findingText(ui, limit),
            reason: limit.decision === 'justified' ? ui.label('stated-limit-justification', limit.note) : limit.note,
          })}
        </p>
      ))}
    </div>
  )
}
