import type { Fault, Lang } from './model'
import type { Row } from './table'
import { latinFault, scriptFault } from './text-check'

type Report = (row: Row, message: string) => void

/** Faults among places and villages: parents, levels, dates, namesakes, letters, ISO codes, tiles. */
export function placeFaults(
  rows: { places: readonly Row[]; villages: readonly Row[]; words: readonly Row[] },
  country: { code: string; national: Lang },
): Fault[] {
  const faults: Fault[] = []
  const report: Report = (row, message) => faults.push({ file: row.file, line: row.line, message })
  const byCode = groupBy(rows.places, (row) => row.get('code'))
  const typesWithWord = new Set(rows.words.filter((row) => row.get('lang') === country.national).map((row) => row.get('type')))
  for (const row of rows.places) {
    checkParent(row, Number(row.get('level')), byCode, report)
    if (!typesWithWord.has(row.get('type'))) report(row, `Type "${row.get('type')}" has no "${country.national}" row in place-words.csv.`)
    const predecessor = row.get('predecessor')
    if (predecessor !== '' && !byCode.has(predecessor)) report(row, `Predecessor "${predecessor}" does not exist.`)
    checkIso(row, country.code.toUpperCase(), report)
    checkTile(row, report)
  }
  for (const row of rows.villages) checkParent(row, 4, byCode, report)
  for (const row of [...rows.places, ...rows.villages]) checkNamesAndDays(row, country.national, report)
  checkVersions([...rows.places, ...rows.villages], report)
  checkUnique(rows.places, report)
  return faults
}

function checkParent(row: Row, level: number, byCode: ReadonlyMap<string, Row[]>, report: Report): void {
  const parent = row.get('parent')
  if (level === 1) {
    if (parent !== '') report(row, 'A province has no parent.')
    return
  }
  const above = byCode.get(parent)
  if (!above) report(row, `Parent "${parent}" does not exist.`)
  else if (!above.some((other) => Number(other.get('level')) === level - 1)) report(row, `Parent "${parent}" is not one level up.`)
  else if (above.every((other) => other.get('valid_from') > row.get('valid_from'))) report(row, `Is in force before its parent "${parent}".`)
}

function checkNamesAndDays(row: Row, national: Lang, report: Report): void {
  const native = row.get('name_native')
  const nativeFault = native === '' ? null : scriptFault(native, national)
  if (nativeFault) report(row, `"name_native" ${nativeFault}.`)
  const latin = latinFault(row.get('name_latin'))
  if (latin) report(row, `"name_latin" ${latin}.`)
  if (row.get('valid_to') !== '' && row.get('valid_to') < row.get('valid_from')) report(row, '"valid_to" lies before "valid_from".')
}

function checkIso(row: Row, prefix: string, report: Report): void {
  const iso = row.get('iso_3166_2')
  if (iso === '') return
  if (row.get('level') !== '1') report(row, 'Only provinces have an ISO 3166-2 code.')
  else if (!/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(iso) || !iso.startsWith(`${prefix}-`)) report(row, `"${iso}" is not an ISO 3166-2 code of ${prefix}.`)
}

function checkTile(row: Row, report: Report): void {
  const hasX = row.get('tile_x') !== ''
  const hasY = row.get('tile_y') !== ''
  const isProvince = row.get('level') === '1'
  if (isProvince && row.get('valid_to') === '' && !(hasX && hasY)) report(row, 'A province needs its square on the tile map: "tile_x" and "tile_y".')
  if (!isProvince && (hasX || hasY)) report(row, 'Only provinces have a square on the tile map.')
}

/** Rows of one code are versions of one unit: their days must not overlap. */
function checkVersions(rows: readonly Row[], report: Report): void {
  for (const versions of groupBy(rows, (row) => row.get('code')).values()) {
    for (const [row, other] of pairs(versions)) {
      if (isOverlapping(row, other)) report(other, `Code "${row.get('code')}" is also in force in ${row.file}, line ${row.line}.`)
    }
  }
}

function checkUnique(places: readonly Row[], report: Report): void {
  const keys: [string, (row: Row) => string][] = [
    ['The ISO code', (row) => row.get('iso_3166_2')],
    ['The tile', (row) => (row.get('tile_x') === '' ? '' : `${row.get('tile_x')},${row.get('tile_y')}`)],
    ['The native name among its siblings', (row) => `${row.get('parent')}|${row.get('level')}|${row.get('type')}|${row.get('name_native')}`],
    ['The Latin name among its siblings', (row) => `${row.get('parent')}|${row.get('level')}|${row.get('type')}|${row.get('name_latin').toLowerCase()}`],
  ]
  for (const [what, keyOf] of keys) {
    for (const [key, rows] of groupBy(places, keyOf)) {
      if (key === '') continue
      for (const [row, other] of pairs(rows)) {
        if (row.get('code') !== other.get('code') && isOverlapping(row, other)) {
          report(other, `${what} is the same as in line ${row.line} (${row.get('code')}).`)
        }
      }
    }
  }
}

function isOverlapping(a: Row, b: Row): boolean {
  const endOf = (row: Row) => row.get('valid_to') || '9999-12-31'
  return a.get('valid_from') <= endOf(b) && b.get('valid_from') <= endOf(a)
}

function* pairs(rows: readonly Row[]): Generator<[Row, Row]> {
  for (const [at, row] of rows.entries()) for (const other of rows.slice(at + 1)) yield [row, other]
}

function groupBy(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
