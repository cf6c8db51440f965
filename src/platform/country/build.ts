import type {
  CentreHours, CentreRow, CodeRow, EducationRow, EqualTreatmentRow, ExchangeRate, GroupRow, HolidayRow, IndicatorRow, LegalBasisRow, Names, PatternRow,
  Place, PlaceWord, RedFlagRow, ServiceRow, SkillRow, SpecialDataRow, Synonym, WageCeiling,
} from './model'
import type { Row } from './table'

/** From checked rows to records. Everything here relies on the checks: an `as` stands where a cell was checked against a list. */

export function namesOf(row: Row, prefix = 'name'): Names {
  const km = row.get(`${prefix}_km`)
  const lo = row.get(`${prefix}_lo`)
  const en = row.get(`${prefix}_en`)
  return { ...(km && { km }), ...(lo && { lo }), ...(en && { en }) }
}

export function placesOf(places: readonly Row[], villages: readonly Row[], national: 'km' | 'lo' | 'en'): Place[] {
  return [...places.map((row) => placeOf(row, Number(row.get('level')), national)), ...villages.map((row) => placeOf(row, 4, national))]
}

function placeOf(row: Row, level: number, national: 'km' | 'lo' | 'en'): Place {
  const native = row.get('name_native')
  const latin = row.get('name_latin')
  return {
    code: row.get('code'),
    level,
    parent: row.get('parent') || null,
    type: row.get('type') || 'village',
    names: { [national]: native, ...(latin && { en: latin }), ...namesOf(row), native, latin },
    otherSpellings: row.get('other_spellings').split('|').filter(Boolean),
    iso: row.get('iso_3166_2') || null,
    validFrom: row.get('valid_from'),
    validTo: row.get('valid_to') || null,
    predecessor: row.get('predecessor') || null,
    tile: row.get('tile_x') === '' ? null : { x: Number(row.get('tile_x')), y: Number(row.get('tile_y')) },
  }
}

function codeRowOf(row: Row, at: number): CodeRow {
  return {
    code: row.get('code'),
    names: namesOf(row),
    sort: row.get('sort') === '' ? (at + 1) * 10 : Number(row.get('sort')),
    validFrom: row.get('valid_from') || null,
    validTo: row.get('valid_to') || null,
  }
}

const bySort = (a: CodeRow, b: CodeRow) => a.sort - b.sort

export function codeRowsOf(rows: readonly Row[]): CodeRow[] {
  return rows.map(codeRowOf).sort(bySort)
}

export function listsOf(rows: readonly Row[]): Map<string, CodeRow[]> {
  const lists = new Map<string, CodeRow[]>()
  rows.forEach((row, at) => {
    const name = row.get('list')
    lists.set(name, [...(lists.get(name) ?? []), codeRowOf(row, at)])
  })
  for (const list of lists.values()) list.sort(bySort)
  return lists
}

export function educationOf(rows: readonly Row[]): EducationRow[] {
  return rows.map((row, at) => ({ ...codeRowOf(row, at), iscedLevel: row.get('isced_level') })).sort(bySort)
}

export function skillsOf(rows: readonly Row[]): SkillRow[] {
  return rows.map((row, at) => ({ ...codeRowOf(row, at), escoUri: row.get('esco_uri') || null, group: row.get('group') }))
}

export function groupsOf(rows: readonly Row[]): GroupRow[] {
  return rows
    .map((row, at) => ({
      ...codeRowOf(row, at),
      kind: row.get('kind') as GroupRow['kind'],
      ageFrom: numberOrNull(row.get('age_from')),
      ageTo: numberOrNull(row.get('age_to')),
      sex: row.get('sex') || null,
    }))
    .sort(bySort)
}

export function servicesOf(rows: readonly Row[]): ServiceRow[] {
  return rows.map((row, at) => ({
    ...codeRowOf(row, at),
    audience: row.get('audience') as ServiceRow['audience'],
    counts: row.get('counts') === 'Y',
    minutes: Number(row.get('minutes')),
    family: row.get('family'),
  }))
}

export function patternRowsOf(rows: readonly Row[]): PatternRow[] {
  return rows
    .map((row, at) => ({
      ...codeRowOf(row, at),
      pattern: row.get('pattern') === '' ? null : new RegExp(row.get('pattern'), 'u'),
      check: row.get('check'),
    }))
    .sort(bySort)
}

export function centresOf(rows: readonly Row[]): CentreRow[] {
  return rows.map((row) => ({
    code: row.get('code'),
    kind: row.get('kind'),
    parent: row.get('parent') || null,
    names: namesOf(row),
    province: row.get('province'),
    district: row.get('district') || null,
    address: row.get('address'),
    phone: row.get('phone'),
    openedOn: row.get('opened_on'),
    reportingMode: row.get('reporting_mode'),
    computers: Number(row.get('computers')),
    connectivity: row.get('connectivity'),
  }))
}

export function hoursOf(rows: readonly Row[]): CentreHours[] {
  return rows.map((row) => ({
    centre: row.get('centre') || null, weekday: Number(row.get('weekday')), from: row.get('from'), to: row.get('to'),
  }))
}

export function holidayRowsOf(rows: readonly Row[]): HolidayRow[] {
  return rows.map((row) => ({ day: row.get('day'), names: namesOf(row), source: row.get('source') }))
}

export function synonymsOf(rows: readonly Row[]): Synonym[] {
  return rows.map((row) => ({
    lang: row.get('lang'), phrase: row.get('phrase'), also: row.get('also'), direction: row.get('direction') as Synonym['direction'],
  }))
}

export function equalTreatmentOf(rows: readonly Row[]): EqualTreatmentRow[] {
  return rows.map((row) => ({
    lang: row.get('lang'),
    ground: row.get('ground'),
    value: row.get('value'),
    pattern: new RegExp(row.get('pattern'), 'gu'),
    rule: row.get('rule') as EqualTreatmentRow['rule'],
    advice: namesOf(row, 'advice'),
  }))
}

export function redFlagsOf(rows: readonly Row[]): RedFlagRow[] {
  return rows.map((row) => ({
    rule: Number(row.get('rule')),
    kind: row.get('kind') as RedFlagRow['kind'],
    lang: row.get('lang'),
    name: row.get('name'),
    value: row.get('value'),
    effect: row.get('effect') as RedFlagRow['effect'],
  }))
}

export function specialDataOf(rows: readonly Row[]): SpecialDataRow[] {
  return rows.map((row, at) => ({ ...codeRowOf(row, at), basis: row.get('basis'), source: row.get('source') }))
}

export function legalBasesOf(rows: readonly Row[]): LegalBasisRow[] {
  return rows.map((row) => ({ purpose: row.get('purpose'), basis: row.get('basis'), law: row.get('law'), status: row.get('status') }))
}

export function wageCeilingsOf(rows: readonly Row[]): WageCeiling[] {
  return rows.map((row) => ({ code: row.get('code'), ceiling: row.get('ceiling'), currency: row.get('currency') }))
}

export function exchangeRatesOf(rows: readonly Row[]): ExchangeRate[] {
  return rows.map((row) => ({ month: row.get('month'), from: row.get('from'), to: row.get('to'), rate: row.get('rate') }))
}

export function placeWordsOf(rows: readonly Row[]): PlaceWord[] {
  return rows.map((row) => ({ type: row.get('type'), lang: row.get('lang'), before: row.get('word_before'), after: row.get('word_after') }))
}

function numberOrNull(text: string): number | null {
  return text === '' ? null : Number(text)
}

export function indicatorsOf(rows: readonly Row[]): IndicatorRow[] {
  return rows.map((row) => ({
    framework: row.get('framework'), pillar: row.get('pillar'), pillarTitles: namesOf(row, 'pillar'), key: row.get('key'), measure: row.get('measure'), labels: namesOf(row, 'label'),
    direction: row.get('direction') as IndicatorRow['direction'], accumulation: row.get('accumulation') as IndicatorRow['accumulation'], slices: row.get('slices').split(' ').filter(Boolean),
  }))
}
