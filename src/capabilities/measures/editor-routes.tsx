import type { CalendarDate } from '../../kernel/calendar'
import { addMonths, firstOfMonth } from '../../kernel/calendar'
import { languages } from '../../platform/i18n/words'
import type { Door } from '../../platform/http/door'
import { type Answer, type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../platform/http/route'
import type { Platform } from '../../platform/platform'
import { choicesOf, type Choices, treeOf } from './editor/choices'
import { speechOf } from './editor/codes'
import { explain } from './editor/explain'
import { type BuildForm, buildForm, choicesFrom, decisionForm, wordErrors } from './editor/model'
import { decideMeasure, proposeMeasure } from './editor/own-actions'
import { listOwnMeasures, listVersions, type OwnVersion, toMeasure } from './editor/own-queries'
import { previewOf } from './editor/preview'
import { groundOf } from './figures/figure'
import { catalogue } from './language/catalogue'
import { definitionHash } from './language/canonical'
import { isComposed } from './language/composed'
import { allMeasures, findAnyMeasure } from './language/composed-catalogue'
import type { CountingTree, Tree } from './language/tree'
import { EditorPage, type EditorProps, type Whole } from './pages/editor'
import { MeasurePage, MeasuresPage } from './pages/own'
import { definitionOf, measureName } from './pages/words'
import { readers } from './policy'

const builders = ['headquarters', 'statistician'] as const
const readDoor: Door = { who: readers, reach: 'released', strength: 'two', audit: 'none: definitions only, no record is shown', limit: 'staff' }
const buildDoor: Door = { who: builders, reach: 'national', strength: 'two', audit: 'read', purpose: 'statistics', limit: 'staff' }
const buildPost: Door = { ...buildDoor, audit: 'write', key: 'required', body: 32 }

/** What may be the whole of a rate: countings of the program and of the agency. The rate keeps the definition that it was built with. */
async function listWholes({ tx }: Pick<Request, 'tx'>): Promise<Whole[]> {
  return [...catalogue, ...(await listOwnMeasures(tx, tx.context.today))].flatMap((measure) => (measure.tree.kind === 'count' || measure.tree.kind === 'sum' || measure.tree.kind === 'count_distinct' ? [{ ...measure, tree: measure.tree }] : []))
}
const idOf = (wholes: readonly Whole[], whole: CountingTree): string | undefined => wholes.find(({ tree }) => definitionHash(tree) === definitionHash(whole))?.id
const sentencesOf = ({ words, country }: Platform, tree: Tree) => Object.fromEntries(languages.map((language) => [language, explain(speechOf(words, country, language), tree)]))

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'ui'>

async function showEditor(request: Request, of: string | undefined, typed: Fields, tree: Tree | undefined, errors: Readonly<Record<string, string>>): Promise<Answer> {
  const { tx, platform, ui } = request
  let built: EditorProps['built']
  if (tree) {
    const preview = await previewOf(await groundOf(tx, platform), tree)
    const hash = definitionHash(tree)
    built = { tree, preview, same: catalogue.find((measure) => definitionHash(measure.tree) === hash), sentences: sentencesOf(platform, tree) }
    tx.note({ action: 'measure.preview', subjectKind: 'measure', subjectId: of ?? hash.slice(0, 12), purpose: 'statistics', fields: [`rows:${(preview?.lists ?? []).reduce((sum, list) => sum + list.rows.length, 0)}`] })
  }
  const body = <EditorPage of={of} typed={typed} errors={errors} wholes={(await listWholes(request)).filter(({ id }) => id !== of)} speech={speechOf(platform.words, platform.country, ui.lang)} built={built} requestKey={ui.newKey()} />
  return page(ui.t(of ? 'measures.editor.change' : 'measures.editor.new'), body, { wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

const nextMonth = (today: CalendarDate): string => addMonths(firstOfMonth(today), 1).slice(0, 7)
const typedChoices = (choices: Choices): Fields => ({
  event: choices.event, kind: choices.kind, of: choices.of, by: choices.by, date: choices.date, per: choices.per,
  ...Object.fromEntries(choices.conditions.flatMap(({ field, op, values }, i) => [[`c${i + 1}`, field], [`o${i + 1}`, op], [`v${i + 1}`, [...values]]])),
})

/** Shows what the choices give, or sends it to the second person. */
async function build(request: Incoming<BuildForm, unknown>, known: OwnVersion | undefined): Promise<Answer> {
  const { form, tx, platform, ui } = request
  const of = known?.key
  if (!form.ok) return showEditor(request, of, form.typed, undefined, form.errors)
  const wholes = await listWholes(request)
  const made = treeOf(choicesFrom(form.value), (id) => (id === of ? undefined : wholes.find((whole) => whole.id === id)?.tree))
  const typed: Fields = { from: nextMonth(tx.context.today), ...form.typed }
  // While something is still being chosen, a missing part is not an error yet.
  if ('errors' in made) return showEditor(request, of, typed, undefined, form.value.then === 'save' || Object.values(made.errors).some((key) => key !== 'errors.required') ? made.errors : {})
  if (form.value.then !== 'save') return showEditor(request, of, typed, made.tree, {})
  const errors = wordErrors(form.value, platform.country.languages[0], of === undefined)
  if (Object.keys(errors).length > 0) return showEditor(request, of, typed, made.tree, errors)
  const { value } = form
  const outcome = await proposeMeasure(tx, of ?? value.key, of === undefined, {
    tree: made.tree, names: { km: value.name_km, lo: value.name_lo, en: value.name_en }, texts: { km: value.text_km, lo: value.text_lo, en: value.text_en }, validFrom: `${value.from}-01` as CalendarDate,
  })
  return outcome.ok ? seeOther(ui.to(`/measures/${of ?? value.key}`)) : showEditor(request, of, typed, made.tree, { [outcome.reason === 'key-taken' ? 'key' : '_form']: `measures.error.${outcome.reason}` })
}

async function showMeasure({ tx, platform, ui, actor }: Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'ui' | 'actor'>, id: string, error?: string): Promise<Answer> {
  const versions = await listVersions(tx, id)
  const [version] = versions
  const measure = version ? toMeasure(version) : findAnyMeasure(id)
  if (!measure) return notFound
  const tree = isComposed(measure.tree) ? undefined : measure.tree
  const builds = (builders as readonly string[]).includes(actor.role)
  const preview = builds && tree && version ? await previewOf(await groundOf(tx, platform), tree) : undefined
  if (preview) tx.note({ action: 'measure.preview', subjectKind: 'measure', subjectId: id, purpose: 'statistics', fields: [`rows:${preview.lists.reduce((sum, list) => sum + list.rows.length, 0)}`] })
  const body = (
    <MeasurePage
      measure={measure} version={version} versions={versions} hash={definitionHash(measure.tree)} sentences={tree ? sentencesOf(platform, tree) : undefined} preview={preview} error={error} builds={builds}
      isOwn={version?.createdBy === actor.accountId} requestKey={ui.newKey()}
    />
  )
  return page(version ? measureName(ui, { id, own: { names: version.names, texts: version.texts } }) : measureName(ui, { id }), body, { wide: true, ...(error ? { status: 422 as const } : {}) })
}

export const editorRoutes: Route[] = [
  get('/measures', {
    door: readDoor,
    handle: async ({ tx, ui, actor }) => {
      const versions = await listVersions(tx)
      const newest = versions.filter((one, i) => versions.findIndex(({ key }) => key === one.key) === i)
      const own = newest.map((one) => ({ id: one.key, name: measureName(ui, toMeasure(one)), text: definitionOf(ui, toMeasure(one)), state: one.state, version: one.number }))
      const shipped = allMeasures.map((measure) => ({ id: measure.id, name: measureName(ui, measure), text: definitionOf(ui, measure), state: 'shipped', version: measure.version }))
      return page(ui.t('measures.editor.title'), <MeasuresPage lines={[...own, ...shipped]} builds={(builders as readonly string[]).includes(actor.role)} />, { wide: true })
    },
  }),
  get('/measures/new', { door: buildDoor, handle: (request) => showEditor(request, undefined, {}, undefined, {}) }),
  post('/measures/new', { door: buildPost, form: buildForm, handle: (request) => build(request, undefined) }),
  get('/measures/:key', { door: readDoor, handle: (request) => showMeasure(request, request.params['key'] ?? '') }),
  get('/measures/:key/new-version', {
    door: buildDoor,
    handle: async (request) => {
      const [version] = await listVersions(request.tx, request.params['key'] ?? '')
      const wholes = await listWholes(request)
      const choices = version && choicesOf(version.tree, (whole) => idOf(wholes, whole))
      if (!version || !choices) return notFound
      const words = Object.fromEntries(languages.flatMap((language) => [[`name_${language}`, version.names[language] ?? ''], [`text_${language}`, version.texts[language] ?? '']]))
      return showEditor(request, version.key, { ...typedChoices(choices), ...words, from: nextMonth(request.tx.context.today) }, version.tree, {})
    },
  }),
  post('/measures/:key/new-version', {
    door: buildPost,
    form: buildForm,
    handle: async (request) => {
      const [version] = await listVersions(request.tx, request.params['key'] ?? '')
      return version ? build(request, version) : notFound
    },
  }),
  post('/measures/:key/decision', {
    door: buildPost,
    form: decisionForm,
    handle: async (request) => {
      const key = request.params['key'] ?? ''
      if (!request.form.ok) return showMeasure(request, key, 'errors.required')
      const outcome = await decideMeasure(request.tx, key, request.form.value.answer)
      return outcome.ok ? seeOther(request.ui.to(`/measures/${key}`)) : showMeasure(request, key, `measures.error.${outcome.reason}`)
    },
  }),
]
