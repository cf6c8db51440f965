import { isUuid } from '../../kernel/id'
import type { Reader } from '../../platform/db/database'
import type { Door } from '../../platform/http/door'
import { type Answer, get, notFound, page, type Route, seeOther } from '../../platform/http/route'
import type { Platform } from '../../platform/platform'
import { writeCsv } from '../../platform/exports/write-csv'
import { writeXlsx } from '../../platform/exports/write-xlsx'
import { apiRoutes } from './api'
import { editorApiRoutes } from './editor-api'
import { editorRoutes } from './editor-routes'
import { listOwnMeasures } from './editor/own-queries'
import { isGuarded, pageQuery, readQuestion, recordsQuery, type Question } from './asking'
import { exportTable, mostRowsInFile } from './export'
import { readBreakdowns, readTrend } from './figures/breakdown'
import { closedOn, groundOf, isCollected, slicesOf, dimensionsOfMeasure } from './figures/figure'
import { readOverview } from './figures/overview'
import { catalogue } from './language/catalogue'
import { findEvent, recordOfKey } from './language/vocabulary'
import { OtherCentre, Records, rowsOnPage } from './pages/records'
import { ThisMonth } from './pages/this-month'
import { monthText } from './pages/words'
import { readers, recordReaders, rowReaders, seesRecords, seesRows } from './policy'
import { countRecords, listRecords, readValue } from './queries'
import { findRecordDoor } from './record-doors'

const door: Door = { who: readers, reach: 'released', strength: 'two', audit: 'none: figures only, no record is shown', limit: 'staff' }
const rowDoor: Door = { who: rowReaders, reach: 'centre', strength: 'two', audit: 'read', purpose: 'statistics', limit: 'staff' }

/** A list can be asked when the measure counts rows, is collected, and has every slice that is asked. */
async function listOf(reader: Reader, platform: Platform, { asked, measure }: Question) {
  const { tree } = measure
  const ground = await groundOf(reader, platform)
  if (tree.kind === 'ratio' || !isCollected(measure, ground.has)) return undefined
  const event = findEvent(tree.event)
  const dimensions = dimensionsOfMeasure(measure, ground.has)
  if (!event || asked.slices.some(({ dimension }) => !dimensions.includes(dimension))) return undefined
  const figure = { from: asked.month.from, to: asked.month.to, slices: slicesOf(asked), closedOn: closedOn(asked, asked.month, platform) }
  return { tree, event, figure, has: ground.has, recordKind: tree.kind === 'count_distinct' ? recordOfKey(tree.by) : event.record }
}

export const measureRoutes: Route[] = [
  get('/this-month', {
    door,
    query: pageQuery,
    handle: async ({ tx, platform, actor, query, ui }) => {
      const question = await readQuestion(tx, platform, actor, query)
      if ('wrong' in question) return notFound
      const ground = await groundOf(tx, platform)
      const known = [...catalogue, ...(await listOwnMeasures(tx, question.asked.month.to))]
      const all = known.some(({ id }) => id === question.measure.id) ? known : [...known, question.measure]
      const lines = await readOverview(ground, question.asked, all.filter((measure) => !measure.whenOpened || measure.id === question.measure.id))
      const line = lines.find(({ measure }) => measure.id === question.measure.id)
      const isOpen = line !== undefined && !['not-collected', 'not-split'].includes(line.now.state)
      const breakdowns = isOpen ? await readBreakdowns(ground, question.asked, question.measure) : []
      const trend = isOpen ? await readTrend(ground, question.asked, question.measure) : []
      const title = ui.t('measures.title', { month: monthText(ui, question.asked.month) })
      return page(title, <ThisMonth question={question} lines={lines} others={all.filter((measure) => measure.whenOpened && measure.id !== question.measure.id)} breakdowns={breakdowns} trend={trend} opens={seesRows(actor)} />, { wide: true })
    },
  }),
  get('/this-month/records', {
    door: rowDoor,
    query: recordsQuery,
    handle: async ({ tx, platform, actor, query, ui }) => {
      const question = await readQuestion(tx, platform, actor, query)
      const list = 'wrong' in question || !seesRows(actor) ? undefined : await listOf(tx, platform, question)
      if ('wrong' in question || !list) return notFound
      const at = Math.max(1, Number(query.page ?? 1))
      const { value, count, rows } = await tx.statistics(async (reader) => ({
        value: await readValue(reader, list.tree, list.figure, list.has),
        count: await countRecords(reader, list.tree, list.figure, list.has),
        rows: await listRecords(reader, list.tree, list.figure, { limit: rowsOnPage, offset: (at - 1) * rowsOnPage }, list.has),
      }))
      tx.note({ action: 'measure.list', subjectKind: 'measure', subjectId: `${question.measure.id}:${question.asked.month.key}`, purpose: 'statistics', fields: [`rows:${rows.length}`] })
      const guarded = isGuarded(platform, question)
      const body = <Records question={question} event={list.event} value={value} rows={rows} count={count} page={at} opens={seesRecords(actor) && !guarded} exports={!guarded} recordKind={list.recordKind} />
      return page(ui.t('measures.records'), body, { wide: true })
    },
  }),
  get('/this-month/records/export', {
    door: { ...rowDoor, limit: 'export' },
    query: recordsQuery,
    handle: async ({ tx, platform, actor, query, ui }): Promise<Answer> => {
      const question = await readQuestion(tx, platform, actor, query)
      const list = 'wrong' in question || !seesRows(actor) || isGuarded(platform, question) ? undefined : await listOf(tx, platform, question)
      if ('wrong' in question || !list) return notFound
      const rows = await tx.statistics((reader) => listRecords(reader, list.tree, list.figure, { limit: mostRowsInFile, offset: 0 }, list.has))
      tx.note({ action: 'measure.export', subjectKind: 'measure', subjectId: `${question.measure.id}:${question.asked.month.key}`, purpose: 'statistics', fields: [`rows:${rows.length}`] })
      const { columns, cells } = exportTable(ui, question, list.event, rows, actor.role === 'statistician')
      const name = `${question.measure.id.toLowerCase()}-${question.asked.month.key}`
      return query.format === 'csv'
        ? { kind: 'file', bytes: writeCsv(columns, cells, { marker: false }), type: 'text/csv; charset=utf-8', name: `${name}.csv` }
        : { kind: 'file', bytes: await writeXlsx(columns, cells), type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', name: `${name}.xlsx` }
    },
  }),
  get('/this-month/records/:kind/:key', {
    door: { ...rowDoor, who: recordReaders },
    handle: async ({ tx, params, ui, actor }) => {
      const find = findRecordDoor(params['kind'] ?? '')
      const key = params['key'] ?? ''
      if (!find || !isUuid(key) || !seesRecords(actor)) return notFound
      const href = await find(tx, key)
      tx.note({ action: 'measure.open', subjectKind: params['kind'] ?? '', purpose: 'statistics', fields: [href ? 'opened' : 'out-of-reach'] })
      return href ? seeOther(ui.to(href)) : page(ui.t('measures.other-centre'), <OtherCentre />, { status: 404 })
    },
  }),
  ...editorRoutes,
  ...editorApiRoutes,
  ...apiRoutes,
]
