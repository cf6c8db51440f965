import type { FileName } from './files'
import type { Fault } from './model'
import { REQUIRED_LISTS } from './required-lists'
import type { Settings } from './settings'
import type { Row } from './table'

export type Tables = Readonly<Record<FileName, readonly Row[]>>
type Report = (row: Row, message: string) => void

/** Faults between tables, places apart: codes that point nowhere, lists that lack a code, rows that contradict themselves. */
export function codeFaults(tables: Tables, settings: Settings): Fault[] {
  const faults: Fault[] = []
  const report: Report = (row, message) => faults.push({ file: row.file, line: row.line, message })
  faults.push(...requiredListFaults(tables['lists.csv']))
  checkCentres(tables, report)
  checkGroups(tables, report)
  checkDays(tables, report)
  checkMoney(tables, settings, report)
  checkWords(tables, report)
  checkIndicators(tables, report)
  const levels = codesOf(tables, 'isced-level')
  for (const row of tables['education.csv']) checkOneOf(row, 'isced_level', levels, 'list "isced-level"', report)
  return faults
}

function requiredListFaults(rows: readonly Row[]): Fault[] {
  const lastLine = rows.at(-1)?.line ?? 1
  const faults: Fault[] = []
  for (const [list, codes] of Object.entries(REQUIRED_LISTS)) {
    const own = rows.filter((row) => row.get('list') === list)
    const line = own.at(-1)?.line ?? lastLine
    if (own.length === 0) faults.push({ file: 'lists.csv', line, message: `List "${list}" is missing.` })
    else {
      const present = new Set(own.map((row) => row.get('code')))
      for (const code of codes) {
        if (!present.has(code)) faults.push({ file: 'lists.csv', line, message: `List "${list}" lacks the code "${code}".` })
      }
    }
  }
  return faults
}

function checkCentres(tables: Tables, report: Report): void {
  const centres = tables['centres.csv']
  const codes = new Set(centres.map((row) => row.get('code')))
  const places = new Map(tables['places.csv'].map((row) => [row.get('code'), row]))
  for (const row of centres) {
    checkOneOf(row, 'kind', codesOf(tables, 'centre-kind'), 'list "centre-kind"', report)
    checkOneOf(row, 'reporting_mode', codesOf(tables, 'reporting-mode'), 'list "reporting-mode"', report)
    checkOneOf(row, 'connectivity', codesOf(tables, 'connectivity'), 'list "connectivity"', report)
    const parent = row.get('parent')
    if (parent !== '' && (!codes.has(parent) || parent === row.get('code'))) report(row, `Parent "${parent}" is no other centre.`)
    if (places.get(row.get('province'))?.get('level') !== '1') report(row, `Province "${row.get('province')}" is not in places.csv.`)
    const district = row.get('district')
    if (district !== '' && places.get(district)?.get('parent') !== row.get('province')) {
      report(row, `District "${district}" is not a district of province "${row.get('province')}".`)
    }
  }
  const [first, ...others] = centres.filter((row) => row.get('kind') === 'headquarters')
  for (const row of others) report(row, `A second headquarters; the first is in line ${first?.line ?? 0}.`)
  const anyCentre = centres[0]
  if (!first && anyCentre) report(anyCentre, 'There are centres, but no headquarters.')
  for (const row of tables['centre-hours.csv']) {
    if (row.get('centre') !== '' && !codes.has(row.get('centre'))) report(row, `Centre "${row.get('centre')}" is not in centres.csv.`)
    if (row.get('to') <= row.get('from')) report(row, 'Closing time is not after opening time.')
  }
}

function checkGroups(tables: Tables, report: Report): void {
  const sexes = codesOf(tables, 'sex')
  for (const row of tables['groups.csv']) {
    const from = row.get('age_from')
    const to = row.get('age_to')
    const hasRule = from !== '' || to !== '' || row.get('sex') !== ''
    if (row.get('kind') === 'derived' && !hasRule) report(row, 'A derived group needs an age or a sex.')
    if (row.get('kind') === 'declared' && hasRule) report(row, 'A declared group has no age and no sex.')
    if (from !== '' && to !== '' && Number(from) > Number(to)) report(row, 'The group ends at a lower age than it begins.')
    if (row.get('sex') !== '') checkOneOf(row, 'sex', sexes, 'list "sex"', report)
  }
}

function checkDays(tables: Tables, report: Report): void {
  for (const row of tables['lists.csv']) {
    if (row.get('valid_to') !== '' && row.get('valid_to') < row.get('valid_from')) report(row, '"valid_to" lies before "valid_from".')
  }
}

function checkMoney(tables: Tables, settings: Settings, report: Report): void {
  const own = new Set(settings.currencies.map((currency) => currency.code))
  for (const row of tables['wage-ceilings.csv']) checkOneOf(row, 'currency', own, 'the currencies of country.json', report)
  for (const row of tables['exchange-rates.csv']) {
    if (row.get('from') === row.get('to')) report(row, 'A rate needs two different currencies.')
    if (Number(row.get('rate')) === 0) report(row, 'A rate cannot be 0.')
  }
}

function checkWords(tables: Tables, report: Report): void {
  for (const row of tables['red-flags.csv']) {
    const isPhrase = row.get('kind') === 'phrase'
    if (isPhrase && row.get('lang') === '') report(row, 'A phrase needs its language.')
    if (!isPhrase && !/^\d+(\.\d+)?$/.test(row.get('value'))) report(row, 'A limit must be a number.')
  }
  for (const row of tables['equal-treatment.csv']) {
    if (row.get('rule') !== 'exempt' && row.get('advice_en') === '') report(row, 'A finding needs advice in English at least.')
  }
  for (const row of tables['synonyms.csv']) {
    if (row.get('phrase') === row.get('also')) report(row, 'Both phrases are the same.')
  }
}

function checkOneOf(row: Row, column: string, allowed: ReadonlySet<string>, where: string, report: Report): void {
  const value = row.get(column)
  if (value !== '' && !allowed.has(value)) report(row, `"${column}": "${value}" is not in ${where}.`)
}

function codesOf(tables: Tables, list: string): Set<string> {
  return new Set(tables['lists.csv'].filter((row) => row.get('list') === list).map((row) => row.get('code')))
}

/** One measure stands once in a framework, and a pillar has one title. */
function checkIndicators(tables: Tables, report: Report): void {
  const [measures, titles] = [new Map<string, number>(), new Map<string, string>()]
  for (const row of tables['indicators.csv']) {
    const [measure, pillar] = [`${row.get('framework')} / ${row.get('measure')}`, `${row.get('framework')} / ${row.get('pillar')}`]
    const earlier = measures.get(measure)
    if (earlier !== undefined) report(row, `Measure "${row.get('measure')}" already stands in line ${earlier}; an indicator of the same framework uses it.`)
    else measures.set(measure, row.line)
    const title = ['km', 'lo', 'en'].map((lang) => row.get(`pillar_${lang}`)).join(' / ')
    if ((titles.get(pillar) ?? title) !== title) report(row, `Pillar "${row.get('pillar')}" has another title than in the lines before.`)
    titles.set(pillar, titles.get(pillar) ?? title)
  }
}
