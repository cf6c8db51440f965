import { z } from 'zod'
import { type Exact, toDecimal, toText } from '../../kernel/exact'
import { languages } from '../../platform/i18n/words'
import type { Door } from '../../platform/http/door'
import { type Answer, get, json, notFound, post, type Route } from '../../platform/http/route'
import { speechOf } from './editor/codes'
import { explain } from './editor/explain'
import { listVersions } from './editor/own-queries'
import { previewOf } from './editor/preview'
import { treeShape } from './editor/tree-shape'
import { groundOf } from './figures/figure'
import { catalogue } from './language/catalogue'
import { definitionHash } from './language/canonical'
import { faultsOf, type TreeFault } from './language/check'
import { findAnyMeasure } from './language/composed-catalogue'
import type { Tree } from './language/tree'
import { readers } from './policy'

const readDoor: Door = { who: readers, reach: 'released', strength: 'two', audit: 'none: definitions only, no record is shown', limit: 'staff' }
const buildDoor: Door = { who: ['headquarters', 'statistician'], reach: 'national', strength: 'two', audit: 'read', purpose: 'statistics', key: 'exempt: nothing is written', limit: 'staff', body: 32 }

const words = z.record(z.string(), z.string())
const versionShape = z.object({ version: z.number(), state: z.string(), valid_from: z.string().nullable(), definition_hash: z.string(), kind: z.string(), unit: z.string(), names: words, texts: words, definition: z.record(z.string(), z.unknown()) })
const number = z.string().nullable()
const previewShape = z.object({
  definition_hash: z.string(), same_as: z.string().nullable(), sentences: z.array(z.string()), collected: z.boolean(), month: z.string().nullable(),
  months: z.array(z.object({ period: z.string(), state: z.string(), value: number })),
  lists: z.array(z.object({
    part: z.string(), count: z.number(), value: z.string(), rows: z.array(z.object({ day: z.string(), unit_code: z.string(), sex: z.string().nullable(), age_band: z.string().nullable(), amount: number })),
  })),
})

const decimal = (value: Exact | null): string | null => {
  if (value === null) return null
  const text = toText(value)
  return text.includes('/') ? toDecimal(value, 6) : text
}
/** The sentences of the editor for what its page could not choose. */
const sentences: Partial<Record<TreeFault['what'], string>> = { 'unknown-field': 'field', 'unknown-operator': 'op', 'wrong-type': 'value', 'not-a-number': 'of', 'no-span': 'no-span' }
const refusal = (faults: readonly TreeFault[]): Answer => ({
  kind: 'problem', status: 422, title: 'definition', fields: Object.fromEntries(faults.map(({ path, what }) => [path, sentences[what] ? `measures.error.${sentences[what]}` : 'errors.not-valid'])),
})

export const editorApiRoutes: Route[] = [
  get('/api/v1/measures/:measure/versions', {
    door: readDoor, query: z.strictObject({}),
    api: { summary: 'Every version of a measure, newest first, with its definition as data; a measure that the program brings has one', tag: 'measures', answer: z.object({ id: z.string(), versions: z.array(versionShape) }) },
    handle: async ({ tx, platform, params }) => {
      const id = params['measure'] ?? ''
      const own = await listVersions(tx, id)
      const shipped = own.length === 0 ? findAnyMeasure(id) : undefined
      if (own.length === 0 && !shipped) return notFound
      const said = (key: string) => Object.fromEntries(languages.map((language) => [language, platform.words.say(language, `measures.${key}.${id}`)]))
      const versions = shipped
        ? [{ version: shipped.version, state: 'active', valid_from: null, definition_hash: definitionHash(shipped.tree), kind: shipped.tree.kind, unit: shipped.tree.unit, names: said('name'), texts: said('definition'), definition: { ...shipped.tree } }]
        : own.map(({ number: version, state, validFrom, hash, tree, names, texts }) => ({ version, state, valid_from: validFrom, definition_hash: hash, kind: tree.kind, unit: tree.unit, names, texts, definition: { ...tree } }))
      return json({ id, versions })
    },
  }),
  post('/api/v1/measures/preview', {
    door: buildDoor, form: z.strictObject({ tree: treeShape }),
    api: { summary: 'What a definition would count, without keeping it: six months, and the first records of the last whole one', tag: 'measures', answer: previewShape },
    handle: async ({ tx, platform, ui, form }) => {
      if (!form.ok) return { kind: 'problem', status: 400, title: 'body', fields: form.errors }
      const tree: Tree = form.value.tree
      const faults = faultsOf(tree)
      if (faults.length > 0) return refusal(faults)
      const hash = definitionHash(tree)
      const preview = await previewOf(await groundOf(tx, platform), tree)
      tx.note({ action: 'measure.preview', subjectKind: 'measure', subjectId: hash.slice(0, 12), purpose: 'statistics', fields: [`rows:${(preview?.lists ?? []).reduce((sum, list) => sum + list.rows.length, 0)}`] })
      return json({
        definition_hash: hash, same_as: catalogue.find((one) => definitionHash(one.tree) === hash)?.id ?? null, sentences: explain(speechOf(platform.words, platform.country, ui.lang), tree), collected: preview !== undefined,
        month: preview?.month.key ?? null, months: (preview?.months ?? []).map(({ month, observation }) => ({ period: month.key, state: observation.state, value: decimal(observation.value) })),
        lists: (preview?.lists ?? []).map(({ part, count, value, rows }) => ({
          part, count, value, rows: rows.map((row) => ({ day: row.day, unit_code: row.unit_code, sex: row.sex ?? null, age_band: row.age_band ?? null, amount: row.amount ?? null })),
        })),
      } satisfies z.input<typeof previewShape>)
    },
  }),
]
