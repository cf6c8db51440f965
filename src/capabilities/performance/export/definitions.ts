import type { ExportColumn, ExportRow } from '../../../platform/exports/export-column'
import { languages } from '../../../platform/i18n/words'
import type { Reader } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { type AnyMeasure, definitionHash, definitionIn, readMeasures } from '../../measures/index'
import type { IndicatorRecord } from '../model'
import { listIndicators } from '../queries/framework'

const headings = ['framework', 'pillar', 'indicator', 'measure', 'version', 'definition_hash', 'kind', 'unit', 'direction', 'accumulation', ...languages.map((one) => `label_${one}`), ...languages.map((one) => `definition_${one}`)]
export const definitionColumns: ExportColumn[] = headings.map((heading) => ({ heading, kind: 'text' }))

/** What each indicator counts, in every language, with the hash of the definition that counts it. */
function definitionRow(platform: Platform, { framework, pillar, key, measure: id, labels, direction, accumulation }: IndicatorRecord, measure: AnyMeasure | undefined): ExportRow {
  return [
    framework, pillar.key, key, id, measure ? String(measure.version) : null, measure ? definitionHash(measure.tree) : null, measure?.tree.kind ?? null, measure?.tree.unit ?? null, direction, accumulation,
    ...languages.map((one) => labels[one] ?? null), ...languages.map((one) => (measure && definitionIn(platform, measure, one)) ?? null),
  ]
}

/** The definitions of all indicators as they count today. */
export async function definitionRows(reader: Reader, platform: Platform): Promise<ExportRow[]> {
  const [measures, indicators] = [await readMeasures(reader), await listIndicators(reader)]
  return indicators.map((one) => definitionRow(platform, one, measures.find(one.measure, reader.context.today)))
}
