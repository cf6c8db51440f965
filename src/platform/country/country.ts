import * as build from './build'
import { buildClassification } from './classification'
import type {
  CentreHours, CentreRow, Classification, CodeRow, EducationRow, EqualTreatmentRow, ExchangeRate, Fault, GroupRow, HolidayRow, IndicatorRow, Lang,
  LegalBasisRow, Names, PatternRow, Place, PlaceWord, RedFlagRow, ServiceRow, SkillRow, SpecialDataRow, Synonym, WageCeiling,
} from './model'
import { readCountryFiles } from './read'
import type { CountryFiles } from './read'
import type { Settings } from './settings'

/** Everything that differs between countries, read once at start. Settings are those of `country.json`. */
export type Country = Omit<Settings, 'languages'> & {
  /** At least one; the first is the national language. */
  readonly languages: readonly [Lang, ...Lang[]]
  /** All units of all times, provinces first, villages last. */
  readonly places: readonly Place[]
  /** The latest version of each unit. */
  readonly placeByCode: ReadonlyMap<string, Place>
  /** Latest versions of the direct children of a unit, in code order; of '' the provinces. Some may have ended: see `isInForce`. */
  readonly childrenOf: (code: string) => readonly Place[]
  readonly placeWords: readonly PlaceWord[]
  readonly centres: readonly CentreRow[]
  readonly centreHours: readonly CentreHours[]
  readonly occupations: Classification
  readonly industries: Classification
  readonly fieldsOfEducation: Classification
  readonly education: readonly EducationRow[]
  readonly skills: readonly SkillRow[]
  readonly languagesSpoken: readonly CodeRow[]
  readonly groups: readonly GroupRow[]
  readonly services: readonly ServiceRow[]
  /** ISO days on which centres are closed. */
  readonly holidays: ReadonlySet<string>
  readonly holidayRows: readonly HolidayRow[]
  readonly lists: ReadonlyMap<string, readonly CodeRow[]>
  readonly identityDocuments: readonly PatternRow[]
  readonly registers: readonly PatternRow[]
  readonly synonyms: readonly Synonym[]
  readonly equalTreatment: readonly EqualTreatmentRow[]
  readonly redFlags: readonly RedFlagRow[]
  readonly specialData: readonly SpecialDataRow[]
  readonly legalBases: readonly LegalBasisRow[]
  readonly wageCeilings: readonly WageCeiling[]
  readonly exchangeRates: readonly ExchangeRate[]
  readonly indicators: readonly IndicatorRow[]
}

/** Reads `<root>/<id>/` and tells every fault with file and line, and the number of rows of each kind. */
export async function checkCountry(id: string, root: string): Promise<{ faults: readonly Fault[]; counts: Readonly<Record<string, number>> }> {
  const { faults, counts } = await readCountryFiles(checkedId(id), root)
  return { faults, counts }
}

/** Reads a country; throws an Error that lists the faults, at most 20 of them. */
export async function loadCountry(id: string, root: string): Promise<Country> {
  const files = await readCountryFiles(checkedId(id), root)
  if (files.faults.length > 0 || !files.settings) throw new Error(faultText(id, files.faults))
  return countryOf(files, files.settings)
}

/** The name in a language; where it has none in English, else in any language. */
export function nameIn(names: Names, lang: Lang): string {
  return names[lang] ?? names.en ?? names.km ?? names.lo ?? ''
}

/** Whether a unit or list entry is in force on an ISO day. */
export function isInForce(row: { readonly validFrom: string | null; readonly validTo: string | null }, day: string): boolean {
  return (row.validFrom === null || row.validFrom <= day) && (row.validTo === null || day <= row.validTo)
}

/** One list of `lists.csv`; an unknown name is a bug. */
export function getList(country: Country, list: string): readonly CodeRow[] {
  const rows = country.lists.get(list)
  if (!rows) throw new Error(`The country "${country.code}" has no list "${list}".`)
  return rows
}

function countryOf(files: CountryFiles, settings: Settings): Country {
  const { tables } = files
  const [national, ...others] = settings.languages
  if (!national) throw new Error('A country has at least one language.')
  const languages: [Lang, ...Lang[]] = [national, ...others]
  const places = build.placesOf(tables['places.csv'], tables['villages.csv'], national)
  const classification = (name: string, offered: 'occupations.csv' | 'industries.csv' | null) =>
    buildClassification(name, files.classifications.get(name) ?? [], files.labels.filter((table) => table.list === name), offered && tables[offered])
  return {
    ...settings,
    languages,
    places,
    ...placeTree(places),
    placeWords: build.placeWordsOf(tables['place-words.csv']),
    centres: build.centresOf(tables['centres.csv']),
    centreHours: build.hoursOf(tables['centre-hours.csv']),
    occupations: classification('isco', 'occupations.csv'),
    industries: classification('isic', 'industries.csv'),
    fieldsOfEducation: classification('isced-f', null),
    education: build.educationOf(tables['education.csv']),
    skills: build.skillsOf(tables['skills.csv']),
    languagesSpoken: build.codeRowsOf(tables['languages.csv']),
    groups: build.groupsOf(tables['groups.csv']),
    services: build.servicesOf(tables['services.csv']),
    holidays: new Set(tables['holidays.csv'].map((row) => row.get('day'))),
    holidayRows: build.holidayRowsOf(tables['holidays.csv']),
    lists: build.listsOf(tables['lists.csv']),
    identityDocuments: build.patternRowsOf(tables['identity-documents.csv']),
    registers: build.patternRowsOf(tables['registers.csv']),
    synonyms: build.synonymsOf(tables['synonyms.csv']),
    equalTreatment: build.equalTreatmentOf(tables['equal-treatment.csv']),
    redFlags: build.redFlagsOf(tables['red-flags.csv']),
    specialData: build.specialDataOf(tables['special-data.csv']),
    legalBases: build.legalBasesOf(tables['legal-bases.csv']),
    wageCeilings: build.wageCeilingsOf(tables['wage-ceilings.csv']),
    exchangeRates: build.exchangeRatesOf(tables['exchange-rates.csv']),
    indicators: build.indicatorsOf(tables['indicators.csv']),
  }
}

function placeTree(places: readonly Place[]): Pick<Country, 'placeByCode' | 'childrenOf'> {
  const placeByCode = new Map<string, Place>()
  for (const place of places) {
    const known = placeByCode.get(place.code)
    if (!known || known.validFrom < place.validFrom) placeByCode.set(place.code, place)
  }
  const children = new Map<string, Place[]>()
  for (const place of placeByCode.values()) {
    const siblings = children.get(place.parent ?? '')
    if (siblings) siblings.push(place)
    else children.set(place.parent ?? '', [place])
  }
  for (const siblings of children.values()) siblings.sort((a, b) => (a.code < b.code ? -1 : 1))
  return { placeByCode, childrenOf: (code) => children.get(code) ?? [] }
}

/** The id becomes a folder name, so nothing else may be in it. */
function checkedId(id: string): string {
  if (!/^[a-z]{2}$/.test(id)) throw new Error(`"${id}" is not a country code: two small letters are needed.`)
  return id
}

function faultText(id: string, faults: readonly Fault[]): string {
  const shown = faults.slice(0, 20).map((fault) => `  ${id}/${fault.file}, line ${fault.line}: ${fault.message}`)
  const rest = faults.length > 20 ? [`  and ${faults.length - 20} more`] : []
  return [`The data of country "${id}" have ${faults.length} faults:`, ...shown, ...rest].join('\n')
}
