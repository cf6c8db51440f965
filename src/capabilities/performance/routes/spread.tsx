import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { groundOf, natureOf } from '../../measures/index'
import { readPastYears, setSpread } from '../actions/spread'
import { spreadForm } from '../model'
import { monthFields, SpreadPage } from '../pages/spread'
import { nothingTyped, type Shown } from '../pages/words'
import { indicatorQuery, settingDoor, settingPost } from './asking'
import { readLine } from './boards'
import { readDay } from './plans'
import { addressOf, findSetting, type Found, keyOf, readExact, type Request, typedCentre } from './setting'

async function show(request: Request & Pick<Incoming<unknown, unknown>, 'ui'>, found: Found, form: Shown = nothingTyped): Promise<Answer> {
  const { ui, tx, platform } = request
  const { line } = await readLine(request, found.place, found.indicator)
  const years = await readPastYears(await groundOf(tx, platform), found.measure, found.place.centre?.code ?? null, found.place.slice)
  const body = <SpreadPage line={line} month={found.place.month} centre={found.place.centre} years={years.map(({ year }) => year)} form={form} requestKey={ui.newKey()} />
  return page(ui.t('performance.spread'), body, Object.keys(form.errors).length > 0 ? { status: 422 } : {})
}
const isSpreadable = ({ measure }: Found) => natureOf(measure.tree) === 'flow'

export const spreadRoutes: Route[] = [
  get('/performance/indicators/:key/spread', {
    door: { ...settingDoor, audit: 'none: figures only, no record is shown' },
    query: indicatorQuery,
    handle: async (request) => {
      const found = await findSetting(request, request.query.centre)
      return found && isSpreadable(found) ? show(request, found) : notFound
    },
  }),
  post('/performance/indicators/:key/spread', {
    door: settingPost,
    form: spreadForm,
    query: indicatorQuery,
    handle: async (request) => {
      const { form, ui, tx, platform } = request
      const found = await findSetting(request, typedCentre(form.typed))
      if (!found || !isSpreadable(found)) return notFound
      if (!form.ok) return show(request, found, form)
      const typed = monthFields.map((name) => String(form.typed[name] ?? ''))
      const weights = typed.map((text) => (text === '' ? null : readExact(ui, text, 6)))
      const wrong = monthFields.filter((_, at) => typed[at] !== '' && weights[at] === null)
      if (form.value.kind === 'manual' && wrong.length > 0) return show(request, found, { typed: form.typed, errors: Object.fromEntries(wrong.map((name) => [name, 'errors.not-a-number'])) })
      const stepOn = readDay(form.value.stepOn)
      if (stepOn === undefined) return show(request, found, { typed: form.typed, errors: { stepOn: 'errors.not-a-date' } })
      const outcome = await setSpread(tx, await groundOf(tx, platform), keyOf(found), found.measure, found.place.centre?.code ?? null, { kind: form.value.kind, weights, stepOn })
      if (outcome.ok) return seeOther(addressOf(ui, found))
      return show(request, found, { typed: form.typed, errors: { [{ 'no-years': 'kind', 'weights-missing': 'm1', 'day-missing': 'stepOn' }[outcome.reason]]: `performance.refusal.${outcome.reason}` } })
    },
  }),
]
