import { isUuid } from '../../../kernel/id'
import { parsePeriod, periodOf, previousPeriod } from '../../../kernel/period'
import type { Door } from '../../../platform/http/door'
import { type Answer, type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { allMeasures, type AnyMeasure, decideEntry, type EnteredMeasure, enteredIn, enterFigure, type EntryRecord, findEntry, groundOf, isEntered, listSamePlace, listWaitingEntries, measureName, observe, readMeasures } from '../../measures/index'
import { nothingTyped, type Shown } from '../pages/words'
import { centreDoor, centrePost, type Place, placeOf } from '../routes/asking'
import { deciders } from './desk'
import { enterQuery, entryDecisionForm, figureForm, figuresQuery } from './model'
import { EntryPage } from './page-entry'
import { CountedPage, FigureFormPage } from './page-form'
import { FiguresPage, figuresHref } from './page-list'
import { readFigures, readUsed } from './reading'
import { readFigure } from './typed'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'actor' | 'ui' | 'params'>
const formDoor: Door = { ...centreDoor, who: centrePost.who, audit: 'none: an empty form' }
const decisionDoor: Door = { ...centrePost, who: deciders, reach: 'national' }

/** A centre's people reach their own centre; a chief enters for it, headquarters for every level. */
const mayEnter = ({ actor }: Pick<Request, 'actor'>, { centre }: Pick<Place, 'centre'>): boolean => actor.role === 'headquarters' || (actor.role === 'chief' && centre !== null && centre.id === actor.centreId)

async function placeFor({ tx, platform, actor }: Request, centre: string | undefined): Promise<Place | undefined> {
  const place = await placeOf(tx, platform, actor, { centre })
  return place?.sight.level === 'released' ? undefined : place
}

/** What entered figures are used for, in the year until now. */
async function readMade({ tx, platform }: Request, place: Place) {
  const ground = await groundOf(tx, platform)
  const made = allMeasures.filter((measure) => !isEntered(measure.tree) && enteredIn(measure).length > 0)
  const window = { from: periodOf('year', place.month.to).from, to: place.month.to }
  const slices = place.centre ? [{ dimension: 'centre' as const, value: place.centre.code }] : []
  const found = []
  for (const measure of made) found.push({ measure, used: await readUsed(ground, measure, window, place, null), observation: (await observe(ground, measure, { ...window, slices, closedOn: null })).total })
  return found
}

interface FormGiven {
  measure: EnteredMeasure
  place: Place
  typed: Fields
  errors: Readonly<Record<string, string>>
  period?: string | undefined
}
async function showForm({ tx, ui }: Request, { measure, place, typed, errors, period: asked }: FormGiven): Promise<Answer> {
  const typedPeriod = typeof typed['period'] === 'string' ? typed['period'] : asked
  const period = parsePeriod(typedPeriod ?? '') ?? previousPeriod(periodOf(measure.tree.per, tx.context.today))
  const before = await listSamePlace(tx, { measure: measure.id, centreId: place.centre?.id ?? null, period: period.key })
  const body = <FigureFormPage measure={measure} centre={place.centre} period={period} typed={typed} errors={errors} before={before} requestKey={ui.newKey()} />
  return page(measureName(ui, measure), body, { wide: true, status: Object.keys(errors).length > 0 ? 422 : 200 })
}

/** The measure of an address: entered, counted from records, or none. */
async function measureOf({ params, tx }: Request): Promise<EnteredMeasure | { readonly counted: AnyMeasure } | undefined> {
  const measure = (await readMeasures(tx)).find(params['key'] ?? '', tx.context.today)
  return measure && (isEntered(measure.tree) ? { ...measure, tree: measure.tree } : { counted: measure })
}
/** A figure that is counted takes no typed value. */
const counted = ({ ui }: Request, measure: AnyMeasure): Answer => page(ui.t('performance.enter'), <CountedPage measure={measure} />, { status: 422 })
/** Whether the unit is one that gives the figure. */
const isGivenBy = ({ tree }: EnteredMeasure, { centre }: Place): boolean => tree.given_for === 'either' || (tree.given_for === 'centre') === (centre !== null)

const fieldOfRefusal: Readonly<Record<string, string>> = { 'value-not-wanted': 'value', 'over-100': 'value', 'same-as-before': 'value', 'period-kind': 'period', 'not-over': 'period', 'collected-late': 'collectedOn' }

async function showEntry({ tx, actor, ui }: Request, entry: EntryRecord, form: Shown = nothingTyped): Promise<Answer> {
  const decides = !deciders.includes(actor.role) ? 'no' : entry.enteredBy === actor.accountId ? 'own' : 'yes'
  const body = <EntryPage entry={entry} others={await listSamePlace(tx, entry)} decides={decides} form={form} requestKey={ui.newKey()} />
  return page(measureName(ui, { id: entry.measure }), body, { wide: true, status: Object.keys(form.errors).length > 0 ? 422 : 200 })
}

/** An entry where the reader's figures reach: of the agency, or of a centre that the reader sees. */
async function findReadable(request: Request): Promise<EntryRecord | undefined> {
  const id = request.params['id'] ?? ''
  const entry = isUuid(id) ? await findEntry(request.tx, id) : undefined
  return entry && (entry.centreCode === null || (await placeFor(request, entry.centreCode))) ? entry : undefined
}

export const figureRoutes: Route[] = [
  get('/performance/figures', {
    door: centreDoor,
    query: figuresQuery,
    handle: async (request) => {
      const { tx, actor, query, ui } = request
      const place = await placeFor(request, query.centre)
      if (!place) return notFound
      const { lines, entries } = await readFigures(tx, place.centre?.id ?? null)
      const waiting = await listWaitingEntries(tx, place.centre?.id)
      const body = (
        <FiguresPage
          centre={place.centre} centres={place.centres} lines={lines} entries={entries} waiting={waiting} made={await readMade(request, place)} mayEnter={mayEnter(request, place)} seesAll={place.sight.level === 'all'}
          mayImport={actor.role === 'headquarters'}
        />
      )
      return page(ui.t('performance.enter'), body, { wide: true })
    },
  }),
  get('/performance/figures/:key/enter', {
    door: formDoor,
    query: enterQuery,
    handle: async (request) => {
      const { query } = request
      const [measure, place] = [await measureOf(request), await placeFor(request, query.centre)]
      if (measure && 'counted' in measure) return counted(request, measure.counted)
      return measure && place && isGivenBy(measure, place) && mayEnter(request, place) ? showForm(request, { measure, place, typed: {}, errors: {}, period: query.period }) : notFound
    },
  }),
  post('/performance/figures/:key/enter', {
    door: centrePost,
    form: figureForm,
    handle: async (request) => {
      const { tx, form, ui } = request
      const centre = typeof form.typed['centre'] === 'string' ? form.typed['centre'] : ''
      const [measure, place] = [await measureOf(request), await placeFor(request, centre || undefined)]
      if (measure && 'counted' in measure) return counted(request, measure.counted)
      if (!measure || !place || !isGivenBy(measure, place) || !mayEnter(request, place)) return notFound
      const refuse = (errors: Readonly<Record<string, string>>) => showForm(request, { measure, place, typed: form.typed, errors })
      if (!form.ok) return refuse(Object.fromEntries(Object.entries(form.errors).map(([name, key]) => [name, ui.t(key)])))
      const read = readFigure(ui, measure, form.value)
      if ('errors' in read) return refuse(read.errors)
      const outcome = await enterFigure(tx, measure, place.centre?.id ?? null, read.entry)
      return outcome.ok ? seeOther(figuresHref(ui, place.centre?.code ?? null)) : refuse({ [fieldOfRefusal[outcome.reason] ?? '_form']: ui.t(`performance.enter.refusal.${outcome.reason}`) })
    },
  }),
  get('/performance/figures/entries/:id', {
    door: centreDoor,
    handle: async (request) => {
      const entry = await findReadable(request)
      return entry ? showEntry(request, entry) : notFound
    },
  }),
  post('/performance/figures/entries/:id/decision', {
    door: decisionDoor,
    form: entryDecisionForm,
    handle: async (request) => {
      const entry = await findReadable(request)
      const { tx, form, ui } = request
      if (!entry) return notFound
      if (!form.ok) return showEntry(request, entry, form)
      const outcome = await decideEntry(tx, entry.id, form.value.answer, form.value.reason)
      if (outcome.ok) return seeOther(figuresHref(ui, entry.centreCode))
      return showEntry(request, entry, { typed: form.typed, errors: { [outcome.reason === 'refuse-reason' ? 'reason' : '_form']: `performance.enter.refusal.${outcome.reason}` } })
    },
  }),
]
