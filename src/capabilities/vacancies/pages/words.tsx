import { type Finding, type Found, type Vacancy } from '../model'
import { wordParts } from '../../../platform/text/clusters'
import { Tag, type TagColour } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import { formatPublicCode, type PublicCode } from '../../../kernel/code'
import { markWords } from '../checks/fold'
import { titleLanguage, titleOf } from '../titles'

export interface ShownWage {
  wageMin: string | null
  wageMax: string | null
  wageCurrency: string | null
  wagePeriod: string | null
}

/** The wage in words, or that it is told at the interview. */
export function wageText(ui: Ui, { wageMin, wageMax, wageCurrency, wagePeriod }: ShownWage, isShown = true): string {
  const low = wageMin ?? wageMax
  if (!isShown || low === null || wageCurrency === null) return ui.t('vacancies.wage.interview')
  const period = ui.label('wage-period', wagePeriod)
  const [from, to] = [ui.money(low, wageCurrency), wageMax !== null && wageMin !== null && Number(wageMax) !== Number(wageMin) ? ui.money(wageMax, wageCurrency) : null]
  return to === null ? ui.t('vacancies.wage.one', { from, period }) : ui.t('vacancies.wage.range', { from, to, period })
}

export const shownCode = (code: string) => formatPublicCode(code as PublicCode)

export const placeText = (ui: Ui, { provinceCode, districtCode }: { provinceCode: string | null; districtCode: string | null }): string =>
  districtCode ? ui.t('vacancies.place.both', { district: ui.place(districtCode), province: ui.place(provinceCode) }) : provinceCode ? ui.place(provinceCode) : ui.t('vacancies.not-stated')

const colours: Readonly<Record<Vacancy['state'], TagColour>> = { draft: 'grey', inspecting: 'yellow', approved: 'blue', published: 'green', paused: 'yellow', closed: 'grey', rejected: 'red' }

export function StateTag({ state }: { state: Vacancy['state'] }) {
  const ui = useUi()
  return <Tag text={ui.t(`vacancies.state.${state}`)} colour={colours[state]} />
}

/** The title, marked with the language in which it is written. */
export function Title({ of }: { of: Pick<Vacancy, 'titleKm' | 'titleLo' | 'titleEn'> }) {
  const ui = useUi()
  const language = titleLanguage(of, ui.lang)
  return <span lang={language === ui.lang ? undefined : language}>{titleOf(of, ui.lang)}</span>
}

/** A text of several lines as it was typed, with break places for Khmer and Lao and with words marked. */
export function Prose({ text, marks = [] }: { text: string; marks?: readonly string[] }) {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return (
    <>
      {lines.map((line) => (
        <p class="govuk-body">
          {markWords(line, marks).map((stretch) =>
            stretch.marked ? <mark>{stretch.text}</mark> : wordParts(stretch.text).map((part, i) => (i === 0 ? part : [<wbr />, part])),
          )}
        </p>
      ))}
    </>
  )
}

/** A title with the words of the findings marked. */
export function Marked({ text, marks }: { text: string; marks: readonly string[] }) {
  return <p class="govuk-body-l">{markWords(text, marks).map((stretch) => (stretch.marked ? <mark>{stretch.text}</mark> : stretch.text))}</p>
}

/** What a finding says, in words. */
export function findingText(ui: Ui, { rule, ground, words, effect }: Found): string {
  const name = rule === 'ET' ? ui.t(`vacancies.ground.${ground ?? 'sex'}`) : ui.t(`vacancies.flag.${rule}`)
  const said = words ? ui.t('vacancies.finding.words', { name, words }) : name
  return effect === 'refuse' ? ui.t('vacancies.finding.refused', { name: said, age: ui.country.minimumWorkingAge }) : said
}

/** What the writer may do about a limit, from the country's list. */
export function adviceFor(ui: Ui, { rule, ground }: Found): string | null {
  if (rule !== 'ET') return null
  const row = ui.country.equalTreatment.find((one) => one.ground === ground && one.rule !== 'exempt')
  return row?.advice[ui.lang] ?? null
}

export const effectColour = (effect: Finding['effect']): TagColour => (effect === 'hold' || effect === 'refuse' || effect === 'pause' ? 'red' : 'yellow')
