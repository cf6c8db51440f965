import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { ProgressResult } from '../progress-result'
import type { OwnSettings } from './own-settings'
import type { IatiSettings } from './write-iati'

/** The settings of a project; equal shares and the sector "employment creation" until somebody gives others. */
export function iatiSettings(root: string, { code, report }: ProgressResult, own: OwnSettings = {}): IatiSettings {
  const { header, document } = report.project
  const rows = parse(readFileSync(join(root, 'countries/country-codes.csv'), 'utf8'), { columns: true, bom: true, skip_empty_lines: true }) as { alpha3: string; alpha2: string }[]
  const codes = header.countries.map((country) => rows.find(({ alpha3 }) => alpha3 === country)?.alpha2 ?? country.slice(0, 2))
  const share = Math.floor(100 / codes.length)
  return {
    identifier: own.identifier ?? `ZZ-UNSET-${code}`, reportingOrg: own.reportingOrg ?? { ref: 'ZZ-UNSET', type: '10', name: document.issuer || header.administrative_unit_printed },
    sector: own.sector ?? '16020', budgets: own.budgets ?? [], countries: own.countries ?? codes.map((two, index) => ({ code: two, percentage: String(index === 0 ? 100 - share * (codes.length - 1) : share) }))
  }
}
