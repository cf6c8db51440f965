import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { type AnyMeasure, groundOf, measureName, readMeasures } from '../../measures/index'
import { addIndicator, retireIndicator } from '../actions/framework'
import { emptyForm, indicatorForm } from '../model'
import { AddIndicatorPage, FrameworkPage } from '../pages/framework'
import { nothingTyped, type Shown } from '../pages/words'
import { listIndicators, listPillars } from '../queries/framework'
import { mayApprove, settingDoor, settingPost } from './asking'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'ui' | 'params'>
const readDoor = { ...settingDoor, who: ['headquarters', 'statistician'], audit: 'none: definitions only, no record is shown' } as const

/** A measure that the agency built, as it counts today. */
async function findOwn({ tx, params }: Request): Promise<AnyMeasure | undefined> {
  const measure = (await readMeasures(tx)).find(params['measure'] ?? '', tx.context.today)
  return measure && 'own' in measure ? measure : undefined
}

async function showForm({ tx, ui }: Request, measure: AnyMeasure, form: Shown = nothingTyped): Promise<Answer> {
  const body = <AddIndicatorPage measure={measure} pillars={await listPillars(tx)} form={form} requestKey={ui.newKey()} />
  return page(measureName(ui, measure), body, Object.keys(form.errors).length > 0 ? { status: 422 } : {})
}

const fields: Readonly<Record<string, string>> = { 'no-pillar': 'pillar', accumulation: 'accumulation', 'target-in-name': 'label_en', used: '_form' }

export const frameworkRoutes: Route[] = [
  get('/performance/framework', {
    door: readDoor,
    handle: async ({ tx, ui, actor }) => {
      const [measures, indicators] = [await readMeasures(tx), await listIndicators(tx)]
      const { today } = tx.context
      const unused = measures.list(today).filter((measure) => 'own' in measure && indicators.every((one) => one.measure !== measure.id))
      const body = <FrameworkPage indicators={indicators.map((indicator) => ({ indicator, measure: measures.find(indicator.measure, today) }))} unused={unused} maySet={mayApprove(actor)} newKey={() => ui.newKey()} />
      return page(ui.t('performance.framework.title'), body, { wide: true })
    },
  }),
  get('/performance/framework/:measure/add', {
    door: { ...settingDoor, audit: 'none: an empty form' },
    handle: async (request) => {
      const measure = await findOwn(request)
      return measure ? showForm(request, measure) : notFound
    },
  }),
  post('/performance/framework/:measure/add', {
    door: settingPost,
    form: indicatorForm,
    handle: async (request) => {
      const { tx, platform, form, ui } = request
      const measure = await findOwn(request)
      if (!measure) return notFound
      if (!form.ok) return showForm(request, measure, form)
      const { pillar, direction, accumulation, label_km: km, label_lo: lo, label_en: en } = form.value
      const outcome = await addIndicator(tx, await groundOf(tx, platform), measure, pillar, { direction, accumulation, labels: { km, lo, en } })
      return outcome.ok ? seeOther(ui.to(`/performance/indicators/${outcome.value}`)) : showForm(request, measure, { typed: form.typed, errors: { [fields[outcome.reason] ?? '_form']: `performance.framework.refusal.${outcome.reason}` } })
    },
  }),
  post('/performance/framework/:key/retire', {
    door: settingPost,
    form: emptyForm,
    handle: async ({ tx, params, ui }) => ((await retireIndicator(tx, params['key'] ?? '')).ok ? seeOther(ui.to('/performance/framework')) : notFound),
  }),
]
