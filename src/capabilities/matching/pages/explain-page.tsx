import { BackLink, InsetText, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { Explanation, Lift } from '../score/explain'
import { checksNamed, reasonsOf, type Reason } from '../score/reasons'
import { partName, pointsOf, reasonWords } from './words'

export type SkillName = (skill: number) => string

/** Filters that belong to the person alone are told to nobody but the person. */
const privateFilters: readonly number[] = [9]
export function filterWords(ui: Ui, filter: number, forPerson: boolean): string {
  if (privateFilters.includes(filter) && !forPerson) return ui.t('matching.filter.private')
  const own = `matching.filter.${filter}-own`
  return ui.t(forPerson && ui.has(own) ? own : `matching.filter.${filter}`)
}

function liftWords(ui: Ui, lift: Lift, skillName: SkillName, forPerson: boolean): string {
  const gain = ui.number(lift.gain)
  const side = forPerson ? 'own' : 'staff'
  if (lift.kind === 'skill') return ui.t(`matching.lift.skill-${side}`, { skill: skillName(Number(lift.what)), gain })
  if (lift.kind === 'language') return ui.t(`matching.lift.language-${side}`, { language: ui.country.languagesSpoken.find(({ code }) => code === lift.what)?.names[ui.lang] ?? String(lift.what), gain })
  return ui.t(`matching.lift.${lift.kind}-${side}`, { gain })
}

export function PartsTable({ reasons, total, caption }: { reasons: readonly Reason[]; total: number; caption: string }) {
  const ui = useUi()
  return (
    <DataTable
      caption={caption} empty=""
      columns={[{ key: 'part', text: ui.t('matching.part') }, { key: 'why', text: ui.t('matching.why') }, { key: 'points', text: ui.t('matching.points'), numeric: true }]}
      rows={[
        ...reasons.map((reason) => ({ cells: { part: partName(ui, reason.part), why: reasonWords(ui, reason), points: pointsOf(ui, reason.points, reason.most) } })),
        { cells: { part: <strong>{ui.t('matching.sum')}</strong>, why: '', points: <strong>{pointsOf(ui, total, 10_000)}</strong> } },
      ]}
    />
  )
}

export interface ExplainPageProps {
  title: string
  back: { href: string; text: string }
  explanation: Explanation
  skillName: SkillName
  version: string
  forPerson: boolean
  /** At which place of the list the person stands, in words. */
  place?: string | undefined
  actions: readonly { href: string; text: string }[]
}

/** Why a pair has its points: eight numbers and their sum, the skills, what would lift it. */
export function ExplainPage({ title, back, explanation, skillName, version, forPerson, place, actions }: ExplainPageProps) {
  const ui = useUi()
  const { pair, matched, missing, lifts, levels } = explanation
  const reasons = reasonsOf(pair.parts, pair.closeness).map((reason) => ({ ...reason, level: levels[reason.part] })).sort((a, b) => (b.most - b.points) - (a.most - a.points))
  return (
    <>
      <BackLink href={back.href} text={back.text} />
      <h1 class="govuk-heading-l">{title}</h1>
      {place ? <InsetText>{place}</InsetText> : null}
      {pair.filter === 0 ? null : <InsetText>{ui.t('matching.explain.removed', { why: filterWords(ui, pair.filter, forPerson) })}</InsetText>}
      {checksNamed(pair.checks).map((check) => <p class="govuk-body"><Tag text={ui.t(`matching.check.${check}`)} colour="yellow" /></p>)}
      <PartsTable reasons={reasons} total={pair.score} caption={ui.t('matching.explain.parts')} />
      <h2 class="govuk-heading-m">{ui.t('matching.explain.skills')}</h2>
      {matched.length > 0 ? (
        <DataTable
          caption={ui.t('matching.explain.matched')} empty="" columns={[{ key: 'skill', text: ui.t('matching.skill') }, { key: 'points', text: ui.t('matching.points'), numeric: true }]}
          rows={matched.map(({ skill, points }) => ({ cells: { skill: skillName(skill), points: ui.number(points) } }))}
        />
      ) : <p class="govuk-body">{ui.t('matching.explain.no-skills')}</p>}
      {missing.length > 0 ? <p class="govuk-body">{ui.t('matching.explain.missing', { skills: missing.map(skillName).join(', ') })}</p> : null}
      {lifts.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">{ui.t('matching.explain.lifts')}</h2>
          <ul class="govuk-list govuk-list--bullet">{lifts.map((lift) => <li>{liftWords(ui, lift, skillName, forPerson)}</li>)}</ul>
        </>
      ) : null}
      <p class="govuk-hint">{ui.t('matching.explain.version', { version, day: ui.day(ui.today) })}</p>
      <p class="govuk-body">{ui.t('matching.advice')}</p>
      {actions.map(({ href, text }) => <p class="govuk-body"><a class="govuk-link" href={href}>{text}</a></p>)}
    </>
  )
}
