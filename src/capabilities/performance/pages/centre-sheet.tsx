import type { Child } from 'hono/jsx'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Period } from '../../../kernel/period'
import { type Block, type DocumentTree, runsOf, type Text } from '../../../platform/documents/tree'
import { ButtonLink, InsetText, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import type { Ui } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { monthText, type PeriodRecord } from '../../measures/index'
import type { listOpenNotes } from '../queries/notes'
import type { ActivityLine } from '../queries/plans'
import type { BoardLine } from '../reading/board'
import { onSchedule } from '../rules/activity'
import { type Stage, stageNames } from '../rules/cycle'
import { pillarsOf } from './board'
import { centreText, goalText, judgedText, labelOf, lightText, lineName, numberText, shareText, targetText } from './words'

export interface SheetFacts {
  readonly month: Period
  readonly centre: CentreLine
  readonly lines: readonly BoardLine[]
  readonly period: PeriodRecord
  readonly activities: readonly ActivityLine[]
  readonly notes: Awaited<ReturnType<typeof listOpenNotes>>
  readonly cycle: { readonly period: string; readonly stage: number; readonly state: string } | undefined
}

/** One page of a centre to take into a meeting: the same words on the screen, on paper and as PDF. */
export function centreSheet(ui: Ui, facts: SheetFacts): DocumentTree {
  const { month, centre, lines, period, activities } = facts
  const frameworks = [...new Set(lines.map(({ indicator }) => indicator.framework))]
  const pillars = frameworks.flatMap((framework) => pillarsOf(lines.filter(({ indicator }) => indicator.framework === framework)))
  const { onTime, counted, withoutPlan } = onSchedule(activities.map(({ schedule }) => schedule))
  const blocks: Block[] = [
    {
      kind: 'facts',
      rows: [
        { name: ui.t('web.centre'), value: centreText(ui, centre) }, { name: ui.t('performance.data-until'), value: monthText(ui, month) },
        { name: ui.t('performance.state'), value: `${ui.t(`performance.month.${period.state}`)}${period.grade ? `, ${ui.t('performance.grade')}: ${period.grade}` : ''}${period.lockNo > 0 ? `, ${ui.t('performance.lock-no')} ${ui.number(period.lockNo)}` : ''}` },
        ...(facts.cycle ? [{ name: ui.t('performance.cycle.title', { period: facts.cycle.period }), value: facts.cycle.state === 'running' ? ui.t(`performance.stage.${stageNames[(facts.cycle.stage as Stage) - 1] ?? 'facts'}`) : ui.t(`performance.cycle.${facts.cycle.state}`) }] : []),
      ],
    },
    ...pillars.map((pillar): Block => ({
      kind: 'table', caption: labelOf(ui, pillar.title),
      columns: [
        { text: ui.t('performance.indicator'), weight: 5 }, { text: ui.t('performance.value'), weight: 2, numeric: true }, { text: ui.t('performance.due-by-now'), weight: 2, numeric: true },
        { text: ui.t('performance.target'), weight: 2, numeric: true }, { text: ui.t('performance.attained'), weight: 2, numeric: true }, { text: ui.t('performance.light'), weight: 3 },
      ],
      rows: pillar.lines.map((line) => ({ cells: cellsOf(ui, line) })),
    })),
    { kind: 'heading', level: 2, text: ui.t('performance.plans') },
    { kind: 'paragraph', text: `${ui.t('performance.on-schedule')}: ${ui.t('performance.on-schedule.text', { onTime, counted, withoutPlan })}` },
    ...(activities.length === 0 ? [] : [activityTable(ui, activities)]),
    ...(facts.notes.length === 0 ? [] : [noteTable(ui, facts.notes)]),
  ]
  return { title: ui.t('performance.title.centre', { centre: centreText(ui, centre) }), language: ui.lang, footer: `OpenPES · ${ui.day(ui.today)}`, pageText: ui.t('performance.page'), blocks }
}

function cellsOf(ui: Ui, line: BoardLine): Text[] {
  const { measure, actual, target, expected, toDate, light, isOtherVersion, isShare } = line
  const state = isOtherVersion ? ui.t('performance.standing.other-version') : target ? lightText(ui, light ?? (actual.state === 'not-due' ? 'not-due' : 'no-data')) : ui.t('performance.target.not-set')
  const mark = light === 'on-target' ? 'good' : light === 'behind' || light === 'far-behind' ? 'bad' : undefined
  return [
    lineName(ui, line), [{ text: judgedText(ui, line), bold: true }], expected ? goalText(ui, measure, isShare, expected, 1) : '–', targetText(ui, measure, isShare, target), shareText(ui, toDate?.share ?? null),
    mark ? [{ text: state, mark, bold: true }] : state,
  ]
}

const activityTable = (ui: Ui, activities: readonly ActivityLine[]): Block => ({
  kind: 'table', caption: ui.t('performance.activities'),
  columns: [{ text: ui.t('performance.activity'), weight: 5 }, { text: ui.t('performance.owner'), weight: 3 }, { text: ui.t('performance.due'), weight: 2 }, { text: ui.t('performance.complete'), weight: 2, numeric: true }, { text: ui.t('performance.schedule'), weight: 3 }],
  rows: activities.map((one) => ({
    cells: [
      `${one.code} ${one.title}`, one.owner_post, one.due_on ? ui.day(one.due_on as CalendarDate) : '–', one.complete ? ui.t('performance.percent', { number: numberText(ui, one.complete, 1) }) : '–',
      `${ui.t(`performance.schedule.${one.schedule}`)} · ${ui.t(`performance.activity.${one.state}`)}`,
    ],
  })),
})

const noteTable = (ui: Ui, notes: SheetFacts['notes']): Block => ({
  kind: 'table', caption: ui.t('performance.notes'),
  columns: [{ text: ui.t('performance.note.text'), weight: 6 }, { text: ui.t('performance.note.post'), weight: 3 }, { text: ui.t('performance.due'), weight: 2 }],
  rows: notes.map((note) => ({ cells: [note.text, note.addressee_post, note.due_on ? ui.day(note.due_on as CalendarDate) : '–'] })),
})

const plain = (text: Text): string => runsOf(text).map((run) => run.text).join('')
const styled = (text: Text): Child => runsOf(text).map((run) => (run.bold ? <strong>{run.text}</strong> : run.text))

/** The sheet on the screen; it prints without the frame of the site. */
export function SheetPage({ ui, tree, pdf }: { ui: Ui; tree: DocumentTree; pdf: string }) {
  return (
    <>
      <h1 class="govuk-heading-l">{tree.title}</h1>
      <ButtonLink href={pdf} look="secondary" text={ui.t('performance.sheet.pdf')} />
      {tree.blocks.map((block) => blockOf(ui, block))}
    </>
  )
}
function blockOf(ui: Ui, block: Block): Child {
  switch (block.kind) {
    case 'heading':
      return <h2 class="govuk-heading-m">{block.text}</h2>
    case 'paragraph':
      return <p class="govuk-body">{styled(block.text)}</p>
    case 'note':
      return <InsetText>{styled(block.text)}</InsetText>
    case 'facts':
      return <SummaryList rows={block.rows.map(({ name, value }) => ({ key: name, value: plain(value) }))} />
    case 'table':
      return (
        <DataTable
          caption={block.caption} columns={block.columns.map(({ text, numeric }, at) => ({ key: `c${at}`, text, ...(numeric ? { numeric } : {}) }))}
          rows={block.rows.flatMap((row) => ('cells' in row ? [{ cells: Object.fromEntries(row.cells.map((cell, at) => [`c${at}`, styled(cell)])) }] : []))} empty={ui.t('performance.empty')}
        />
      )
    default:
      return null
  }
}
