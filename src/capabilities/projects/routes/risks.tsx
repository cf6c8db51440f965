import { z } from 'zod'
import { type Answer, type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { editRisks, riskLevels } from '../actions/edit-risks'
import { RisksPage } from '../pages/risks'
import { mayWrite } from '../policy'
import { listIssues, listRisks } from '../queries/report-parts'
import { addressOf, insideDoor, openReport, writeDoor } from './open'
import { headOf } from './report'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params' | 'platform' | 'actor'>
const path = '/projects/:code/reports/:number/risks'

async function show(request: Request, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const opened = await openReport(request)
  if (!opened) return notFound
  const { tx, ui, actor } = request
  const body = (
    <RisksPage
      head={headOf(opened)} risks={await listRisks(tx, opened.row.id)} issues={await listIssues(tx, opened.row.id)} legend={opened.result.report.project.risks.levels_legend_printed} writes={mayWrite(actor)}
      errors={errors} typed={typed}
    />
  )
  return page(ui.t('projects.tab.risks'), body, { wide: true, status: Object.keys(errors).length === 0 ? 200 : errors['_form'] === 'errors.stale' ? 409 : 422 })
}

const form = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional())

export const riskPages: Route[] = [
  get(path, { door: insideDoor, handle: (request) => show(request) }),
  post(path, {
    door: writeDoor, form,
    handle: async (request) => {
      const { tx, ui, form: { typed } } = request
      const opened = await openReport(request)
      if (!opened) return notFound
      const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
      const risks = (await listRisks(tx, opened.row.id)).map(({ number }) => ({ number, level: text(`level${number}`), text: text(`text${number}`), version: Number(text(`version${number}`)) }))
      const wrong = risks.find(({ level, text: words }) => !(riskLevels as readonly string[]).includes(level) || words.length > 5000)
      if (wrong) return show(request, wrong.text.length > 5000 ? { [`text${wrong.number}`]: 'errors.too-long' } : { [`level${wrong.number}`]: 'projects.refusal.choose-box' }, typed)
      const causes = [typed['causes'] ?? []].flat().map(Number).filter(Number.isInteger)
      const edited = await editRisks(tx, opened.row.id, risks, causes)
      if (edited.ok) return seeOther(ui.to(addressOf(opened, 'risks')))
      return show(request, { _form: edited.reason === 'stale' ? 'errors.stale' : `projects.refusal.${edited.reason}` }, typed)
    },
  }),
]
