import type { CalendarDate } from '../../../kernel/calendar'
import { exact, multiply } from '../../../kernel/exact'
import { nameIn } from '../../../platform/country/country'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { StructuralGap } from '../reading/gap'
import { fewestPostsForSkill, type Gap, type GroupBalance } from '../rules/structural-gap'
import { numberText, Section } from './words'

const mostShown = 10

/** What people seek and bring against what posts ask, on one day. */
export function GapSection({ gap, on, skillNames }: { gap: StructuralGap; on: CalendarDate; skillNames: ReadonlyMap<string, string> }) {
  const ui = useUi()
  const educationOf = (code: string) => {
    const found = ui.country.education.find((one) => one.code === code)
    return found ? nameIn(found.names, ui.lang) : code
  }
  const { skills } = gap
  return (
    <Section title={ui.t('performance.gap')} id="gap">
      <Reading gap={gap.occupation} on={on} what="reads" />
      {gap.occupation.share === null ? null : (
        <>
          <Balances caption={ui.t('performance.gap.surplus')} head={ui.t('performance.gap.group')} groups={gap.occupation.groups.slice(0, mostShown)} nameOf={(code) => ui.occupation(code)} />
          <Balances caption={ui.t('performance.gap.shortage')} head={ui.t('performance.gap.group')} groups={[...gap.occupation.groups].reverse().slice(0, mostShown)} nameOf={(code) => ui.occupation(code)} />
        </>
      )}
      <h3 class="govuk-heading-s">{ui.t('performance.gap.education')}</h3>
      <Reading gap={gap.education} on={on} what="reads.education" />
      {gap.education.share === null ? null : <Balances caption={ui.t('performance.gap.education')} head={ui.t('performance.mismatch.education')} groups={inOrder(gap.education.groups, ui.country.education.map(({ code }) => code))} nameOf={educationOf} />}
      <h3 class="govuk-heading-s">{ui.t('performance.gap.skills')}</h3>
      {skills.length === 0 ? <p class="govuk-body">{ui.t('performance.gap.skills.none', { posts: fewestPostsForSkill })}</p> : (
        <Balances caption={ui.t('performance.gap.skills')} head={ui.t('performance.gap.skill')} groups={[...skills].reverse().slice(0, 2 * mostShown)} nameOf={(code) => skillNames.get(code) ?? code} />
      )}
    </Section>
  )
}

/** A ladder reads from its lowest step. */
const inOrder = (groups: readonly GroupBalance[], codes: readonly string[]) => [...groups].sort((a, b) => codes.indexOf(a.group) - codes.indexOf(b.group))

function Reading({ gap, on, what }: { gap: Gap; on: CalendarDate; what: 'reads' | 'reads.education' }) {
  const ui = useUi()
  const { seekers, posts, unknown } = gap
  return (
    <>
      <p class="govuk-body">{gap.share === null ? ui.t('performance.gap.few', { seekers, posts }) : ui.t(`performance.gap.${what}`, { number: numberText(ui, multiply(gap.share, exact(100)), 1), seekers, posts, day: ui.day(on) })}</p>
      {unknown.seekers + unknown.posts > 0 ? <p class="govuk-body">{ui.t('performance.gap.left-out', unknown)}</p> : null}
    </>
  )
}

function Balances({ caption, head, groups, nameOf }: { caption: string; head: string; groups: readonly GroupBalance[]; nameOf: (code: string) => string }) {
  const ui = useUi()
  return (
    <DataTable
      caption={caption}
      columns={[{ key: 'name', text: head }, { key: 'seekers', text: ui.t('performance.gap.seekers'), numeric: true }, { key: 'posts', text: ui.t('performance.gap.posts'), numeric: true }]}
      rows={groups.map(({ group, seekers, posts }) => ({ cells: { name: nameOf(group), seekers: ui.number(seekers), posts: ui.number(posts) } }))}
      empty={ui.t('performance.empty')}
    />
  )
}
