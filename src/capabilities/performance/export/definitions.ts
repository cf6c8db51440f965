import type { ExportColumn, ExportRow } from '../../../platform/exports/export-column'
import { languages } from '../../../platform/i18n/words'
import type { Platform } from '../../../platform/platform'
import { definitionHash, findAnyMeasure } from '../../measures/index'
import type { IndicatorRecord } from '../model'

const headings = ['framework', 'pillar', 'indicator', 'measure', 'version', 'definition_hash', 'kind', 'unit', 'direction', 'accumulation', ...languages.map((one) => `label_${one}`), ...languages.map((one) => `definition_${one}`)]
export const definitionColumns: ExportColumn[] = headings.map((heading) => ({ heading, kind: 'text' }))

/** What each indicator counts, in every language, with the hash of the definition that counts it. */
export function definitionRow({ words }: Platform, { framework, pillar, key, measure: id, labels, direction, accumulation }: IndicatorRecord): ExportRow {
  const measure = findAnyMeasure(id)
  const said = (language: (typeof languages)[number]) => (measure && words.has(`measures.definition.${id}`) ? words.say(language, `measures.definition.${id}`) : null)
  return [
    framework, pillar.key, key, id, measure ? String(measure.version) : null, measure ? definitionHash(measure.tree) : null, measure?.tree.kind ?? null, measure?.tree.unit ?? null, direction, accumulation,
    ...languages.map((one) => labels[one] ?? null), ...languages.map(said),
  ]
}
