import { InsetText, StatTile, StatTiles, Tabs, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { type Panel, type PanelPeriod, panelPeriods } from '../actions/panel'
import { HiddenCounts } from './hidden-page'
import { AlikeTables, Spread } from './panel-spread'
import { codeName, decimal, percent } from './panel-words'

export interface PanelPageProps {
  panel: Panel
  period: PanelPeriod
  isNational: boolean
  /** Names of what the panel lists, by id; what the reader may not see is left out. */
  vacancies: ReadonlyMap<string, string>
  people: ReadonlyMap<string, string>
}

function Congested({ panel }: { panel: Panel }) {
  const ui = useUi()
  const { congestion } = panel
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('matching.panel.spread')}</h2>
      <StatTiles>
        <StatTile label={ui.t('matching.panel.never-shown')} value={ui.t('matching.panel.of', { part: ui.number(congestion.neverShown), all: ui.number(congestion.vacancies) })} />
        <StatTile label={ui.t('matching.panel.concentration')} value={decimal(ui, congestion.concentration)} note={ui.t('matching.panel.concentration-note')} />
        <StatTile label={ui.t('matching.panel.top-tenth')} value={percent(ui, congestion.topTenth)} />
        <StatTile label={ui.t('matching.panel.over-capacity')} value={percent(ui, congestion.overCapacity)} note={ui.t('matching.panel.over-capacity-note')} />
      </StatTiles>
      <Spread panel={panel} />
    </>
  )
}

function Fairness({ panel }: { panel: Panel }) {
  const ui = useUi()
  const { reach, suggested } = panel
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('matching.panel.fairness')}</h2>
      <p class="govuk-body">{reach.day ? ui.t('matching.panel.reach-note', { day: ui.day(reach.day) }) : ui.t('matching.panel.reach-none')}</p>
      <DataTable
        caption={ui.t('matching.panel.reach')} empty={`${ui.t('matching.panel.reach')}: ${ui.t('matching.panel.too-few')}`}
        columns={[
          { key: 'group', text: ui.t('matching.panel.group') }, { key: 'own', text: ui.t('matching.panel.own'), numeric: true }, { key: 'others', text: ui.t('matching.panel.others'), numeric: true },
          { key: 'ratio', text: ui.t('matching.panel.ratio'), numeric: true },
        ]}
        rows={reach.reached.map((one) => ({
          cells: {
            group: codeName(ui, one.kind, one.code), own: percent(ui, one.own), others: percent(ui, one.others),
            ratio: <>{decimal(ui, one.ratio)} {one.isUneven ? <Tag text={ui.t('matching.panel.uneven')} colour="yellow" /> : null}</>,
          },
        }))}
      />
      {reach.leftOut > 0 ? <p class="govuk-hint">{ui.t('matching.panel.left-out', { count: reach.leftOut })}</p> : null}
      <DataTable
        caption={ui.t('matching.panel.suggested')} empty={`${ui.t('matching.panel.suggested')}: ${ui.t('matching.panel.too-few')}`}
        columns={[{ key: 'group', text: ui.t('matching.panel.group') }, { key: 'wage', text: ui.t('matching.panel.wage'), numeric: true }, { key: 'km', text: ui.t('matching.panel.km'), numeric: true }]}
        rows={suggested.map((one) => ({ cells: { group: codeName(ui, one.kind, one.code), wage: one.wage === null ? '–' : ui.money(String(one.wage), ui.country.currencies[0]?.code ?? ''), km: one.km === null ? '–' : ui.number(one.km) } }))}
      />
      <AlikeTables panel={panel} />
    </>
  )
}

function Answers({ panel }: { panel: Panel }) {
  const ui = useUi()
  const counts = ['shown', 'accepted', 'rejected', 'referred', 'interviewed', 'placed'] as const
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('matching.panel.answers')}</h2>
      <DataTable
        caption={ui.t('matching.panel.outcomes')} empty={ui.t('matching.panel.nothing-shown')}
        columns={[{ key: 'rank', text: ui.t('matching.panel.rank') }, ...counts.map((key) => ({ key, text: ui.t(`matching.panel.${key}`), numeric: true }))]}
        rows={panel.outcomes.map((one) => ({ cells: { rank: `${ui.t(`matching.panel.kind-${one.kind}`)} · ${one.band}`, ...Object.fromEntries(counts.map((key) => [key, ui.number(one[key])])) } }))}
      />
    </>
  )
}

function Log({ panel, vacancies, people }: Pick<PanelPageProps, 'panel' | 'vacancies' | 'people'>) {
  const ui = useUi()
  return (
    <DataTable
      caption={ui.t('matching.panel.log')} empty={ui.t('matching.panel.no-answers')}
      columns={[
        { key: 'day', text: ui.t('web.day') }, { key: 'person', text: ui.t('matching.review.person') }, { key: 'vacancy', text: ui.t('matching.panel.vacancy') }, { key: 'answer', text: ui.t('matching.review.answer') }, { key: 'by', text: ui.t('matching.panel.by') },
      ]}
      rows={panel.feedback.map((one) => ({
        cells: {
          day: ui.day(one.on), person: people.get(one.personId) ?? '–', vacancy: vacancies.get(one.vacancyId) ?? '–',
          answer: [one.reason ? ui.t(`matching.feedback.${one.reason}`) : ui.t(`matching.panel.answer-${one.answer}`), one.note].filter(Boolean).join(' – '), by: one.by ?? ui.t(`matching.panel.by-${one.byParty}`),
        },
      }))}
    />
  )
}

function NeverShown({ panel }: Pick<PanelPageProps, 'panel'>) {
  const ui = useUi()
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('matching.panel.hidden')}</h2>
      <HiddenCounts of="jobs" counts={panel.hiddenJobs} />
      {panel.hiddenPeople ? <HiddenCounts of="people" counts={panel.hiddenPeople} /> : null}
    </>
  )
}

/** How suggestions spread, whom they reach, and what became of them. Groups play no part in the ranking; they are counted here afterwards. */
export function PanelPage(props: PanelPageProps) {
  const ui = useUi()
  const { panel, period, isNational } = props
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('matching.panel.title')}</h1>
      <Tabs label={ui.t('matching.panel.period')} items={panelPeriods.map((name) => ({ href: ui.to(`/match-panel?period=${name}`), text: ui.t(`matching.panel.period-${name}`), current: name === period }))} />
      <InsetText>{ui.t(isNational ? 'matching.panel.lead-nation' : 'matching.panel.lead', { day: ui.day(panel.since) })}</InsetText>
      <Congested panel={panel} />
      <Fairness panel={panel} />
      <Answers panel={panel} />
      {isNational ? null : <Log {...props} />}
      <NeverShown panel={panel} />
      {isNational ? null : <p class="govuk-body"><a class="govuk-link" href={ui.to('/matches/gaps')}>{ui.t('matching.gaps.title')}</a></p>}
      <p class="govuk-body"><a class="govuk-link" href={ui.to('/match-weights')}>{ui.t('matching.weights.title')}</a></p>
    </>
  )
}
