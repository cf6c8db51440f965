import { InsetText, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { Panel } from '../actions/panel'
import type { Compared } from '../rules/alike'
import { type Congestion, isUneven } from '../rules/panel'
import { codeName, decimal, percent } from './panel-words'

/** What the assignment changes, beside what plain lists would show of the same pairs. */
export function Spread({ panel }: { panel: Panel }) {
  const ui = useUi()
  const { spread } = panel
  if (!spread) return <InsetText>{ui.t('matching.panel.spread-none')}</InsetText>
  const row = (key: string, value: (one: Congestion) => string) => ({ cells: { figure: ui.t(`matching.panel.${key}`), plain: value(spread.plain), spread: value(spread.spread) } })
  return (
    <>
      <DataTable
        caption={ui.t('matching.panel.spread-both', { day: ui.day(spread.day) })} empty=""
        columns={[{ key: 'figure', text: ui.t('matching.panel.figure') }, { key: 'plain', text: ui.t('matching.panel.without'), numeric: true }, { key: 'spread', text: ui.t('matching.panel.with'), numeric: true }]}
        rows={[
          row('never-shown', (one) => ui.t('matching.panel.of', { part: ui.number(one.neverShown), all: ui.number(one.vacancies) })), row('concentration', (one) => decimal(ui, one.concentration)),
          row('top-tenth', (one) => percent(ui, one.topTenth)), row('over-capacity', (one) => percent(ui, one.overCapacity)),
        ]}
      />
      <p class="govuk-hint">{ui.t('matching.panel.spread-hint')}</p>
    </>
  )
}

function Ratio({ ui, value }: { ui: Ui; value: number | null }) {
  if (value === null) return <>–</>
  return <>{decimal(ui, value)} {isUneven(value) ? <Tag text={ui.t('matching.panel.uneven')} colour="yellow" /> : null}</>
}

const compared = (ui: Ui, one: Compared) => ({ exposure: <Ratio ui={ui} value={one.exposure} />, referred: <Ratio ui={ui} value={one.referred} /> })

/** Groups against the others of the same work and education; the rows behind it. */
export function AlikeTables({ panel }: { panel: Panel }) {
  const ui = useUi()
  const { groups, rows, leftOut } = panel.alike
  const ratios = [{ key: 'exposure', text: ui.t('matching.panel.alike-exposure'), numeric: true }, { key: 'referred', text: ui.t('matching.panel.alike-referred'), numeric: true }]
  return (
    <>
      <DataTable
        caption={ui.t('matching.panel.alike')} empty={`${ui.t('matching.panel.alike')}: ${ui.t('matching.panel.too-few')}`}
        columns={[{ key: 'group', text: ui.t('matching.panel.group') }, { key: 'people', text: ui.t('matching.panel.alike-people'), numeric: true }, ...ratios]}
        rows={groups.map((one) => ({ cells: { group: codeName(ui, one.kind, one.code), people: ui.number(one.people), ...compared(ui, one) } }))}
      />
      <p class="govuk-hint">{ui.t('matching.panel.alike-hint')}</p>
      {rows.length > 0 ? (
        <DataTable
          caption={ui.t('matching.panel.alike-rows')} empty=""
          columns={[
            { key: 'work', text: ui.t('matching.panel.alike-work') }, { key: 'group', text: ui.t('matching.panel.group') }, { key: 'people', text: ui.t('matching.panel.alike-people'), numeric: true }, ...ratios,
            { key: 'wage', text: ui.t('matching.panel.wage'), numeric: true }, { key: 'km', text: ui.t('matching.panel.km'), numeric: true },
          ]}
          rows={rows.map((one) => ({
            cells: {
              work: `${ui.occupation(one.major)} · ${one.isced === null ? ui.t('matching.panel.isced-unknown') : ui.t('matching.panel.isced', { level: one.isced })}`, group: codeName(ui, one.kind, one.code),
              people: ui.number(one.people), ...compared(ui, one), wage: one.wage === null ? '–' : ui.money(String(one.wage), ui.country.currencies[0]?.code ?? ''), km: one.km === null ? '–' : ui.number(one.km),
            },
          }))}
        />
      ) : null}
      {leftOut > 0 ? <p class="govuk-hint">{ui.t('matching.panel.alike-left-out', { count: leftOut })}</p> : null}
    </>
  )
}
