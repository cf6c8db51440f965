import { type Answer, get, type Incoming, page, post, type Route, seeOther } from '../../../platform/http/route'
import type { ImportScope } from '../imports/columns'
import { scopeOf, tableOf } from '../imports/routes'
import { settingDoor, settingPost } from '../routes/asking'
import { FigureImportPage, type FigureImportProps, sayFigureReason } from './import-page'
import { checkFigures, enterAll, figureColumns } from './import-rows'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'platform' | 'actor' | 'files'>

const show = ({ ui }: Request, scope: ImportScope, props: Partial<FigureImportProps>, status: 200 | 422 = 200): Answer =>
  page(ui.t('performance.enter.import'), <FigureImportPage errors={{}} fault={null} read={null} columns={figureColumns(scope).map(({ name }) => name)} {...props} />, { wide: true, status })

export const figureImportRoutes: Route[] = [
  get('/performance/figures/imports', { door: { ...settingDoor, audit: 'none: an empty form' }, handle: async (request) => show(request, await scopeOf(request), {}) }),
  post('/performance/figures/imports', {
    // No schema: the table that goes along is longer than a form field may be, and is checked cell by cell.
    door: { ...settingPost, limit: 'upload', body: 3_000 },
    handle: async (request) => {
      const { tx, ui, form } = request
      const [scope, table] = [await scopeOf(request), await tableOf(request, form.typed)]
      if (!table) return show(request, scope, { errors: { file: 'performance.import.choose-file' } }, 422)
      if ('reason' in table) return show(request, scope, { fault: sayFigureReason(ui, table.reason, table.params) }, 422)
      const checked = await checkFigures(tx, table, scope)
      if (!checked.ok) return show(request, scope, { fault: sayFigureReason(ui, checked.reason, checked.params) }, 422)
      const { dryRun: { wrong }, ready } = checked.value
      const read = { table: JSON.stringify({ headings: table.headings, rows: table.rows, unreadable: table.unreadable }), wrong, ready }
      if (wrong.length > 0) return show(request, scope, { read }, 422)
      if (form.typed['step'] !== 'write') return show(request, scope, { read })
      const refused = await enterAll(tx, ready)
      return refused ? show(request, scope, { fault: `${ui.t('performance.import.at', { row: refused.row })}: ${sayFigureReason(ui, refused.reason, {})}` }, 422) : seeOther(ui.to('/performance/figures'))
    },
  }),
]
