import { DateField, SelectField, TextField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { StatTile, StatTiles } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { PlacementRow } from '../queries/placements'
import { placementKinds } from '../rules/placement'
import { Pages, withQuery } from './referral-list'
import { readable } from './referral-page'
import { LevelTag, PlacementTag } from './referral-words'

export interface PlacementQuery {
  show?: string | undefined
  level?: string | undefined
  kind?: string | undefined
  from?: string | undefined
  to?: string | undefined
  q?: string | undefined
  page?: number | undefined
  [name: string]: unknown
}
export interface DueLine {
  id: string
  placementId: string
  name: string
  round: number
  dueOn: PlacementRow['start_date']
}

export function PlacementList(props: {
  lines: readonly { row: PlacementRow; person: string; employer: string }[]; query: PlacementQuery; total: number; pages: number; toConfirm: number; due: readonly DueLine[]
}) {
  const ui = useUi()
  const { query } = props
  const path = ui.to('/placements')
  const options = (keys: readonly string[], name: (key: string) => string) => [{ value: '', text: ui.t('web.all') }, ...keys.map((value) => ({ value, text: name(value) }))]
  const filter = (
    <Form method="get" action={path}>
      <SelectField
        name="show" label={ui.t('placements.filter.show')} value={query.show ?? 'current'}
        options={['current', 'to-confirm', 'announced', 'started', 'ended', 'not-started', 'void', 'all'].map((value) => ({ value, text: ui.t(['current', 'to-confirm', 'all'].includes(value) ? `placements.show.${value}` : `placements.placement-state.${value}`) }))}
      />
      <SelectField name="level" label={ui.t('placements.level')} value={query.level ?? ''} options={options(['reported', 'one-side', 'two-side', 'refuted'], (key) => ui.t(`placements.level.${key}`))} />
      <SelectField name="kind" label={ui.t('placements.field.kind')} value={query.kind ?? ''} options={options(placementKinds, (key) => ui.label('placement-kind', key))} />
      <DateField name="from" label={ui.t('placements.filter.from')} value={query.from ?? ''} />
      <DateField name="to" label={ui.t('placements.filter.to')} value={query.to ?? ''} />
      <TextField name="q" label={ui.t('web.code')} value={query.q ?? ''} width={10} />
      <SubmitButton text={ui.t('web.filter')} look="secondary" />
    </Form>
  )
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('placements.placements.title')}</h1>
      <StatTiles>
        <StatTile label={ui.t('placements.show.to-confirm')} value={ui.number(props.toConfirm)} href={withQuery(path, { show: 'to-confirm' })} />
        <StatTile label={ui.t('placements.follow-ups.due')} value={ui.number(props.due.length)} href="#follow-ups" />
      </StatTiles>
      <DataTable
        caption={ui.t('placements.found', { count: props.total })}
        filter={filter}
        empty={ui.t('placements.placements.empty')}
        columns={[
          { key: 'person', text: ui.t('placements.person') }, { key: 'employer', text: ui.t('placements.employer') }, { key: 'start', text: ui.t('placements.field.start') },
          { key: 'state', text: ui.t('web.state') }, { key: 'level', text: ui.t('placements.level') }, { key: 'code', text: ui.t('web.code') },
        ]}
        rows={props.lines.map(({ row, person, employer }) => ({
          cells: {
            person: <a class="govuk-link" href={ui.to(`/placements/${row.id}`)}>{person || ui.t('placements.person.hidden')}</a>,
            employer: employer || ui.t('placements.employer.hidden'), start: ui.day(row.start_date), state: <PlacementTag state={row.state} />, level: <LevelTag level={row.level} />, code: readable(row.code),
          },
        }))}
        pagination={<Pages path={path} query={query} page={query.page ?? 1} pages={props.pages} />}
      />
      <h2 class="govuk-heading-m" id="follow-ups">{ui.t('placements.follow-ups.due')}</h2>
      <DataTable
        caption={ui.t('placements.follow-ups.due')}
        captionHidden
        empty={ui.t('placements.follow-ups.none-due')}
        columns={[{ key: 'person', text: ui.t('placements.person') }, { key: 'round', text: ui.t('placements.round') }, { key: 'due', text: ui.t('placements.due') }]}
        rows={props.due.map((line) => ({
          cells: {
            person: <a class="govuk-link" href={ui.to(`/placements/${line.placementId}?do=outcome&followUp=${line.id}`)}>{line.name || ui.t('placements.person.hidden')}</a>,
            round: ui.t('placements.months', { months: line.round }), due: ui.day(line.dueOn),
          },
        }))}
      />
    </>
  )
}
