import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkCountry, getList, isInForce, loadCountry, nameIn } from './country'
import type { Country } from './country'

const ROOT = resolve(import.meta.dirname, '../../../countries')
const CLASSIFICATION_COUNTS = {
  'isco.1': 10, 'isco.2': 43, 'isco.3': 130, 'isco.4': 436,
  'isic.1': 21, 'isic.2': 88, 'isic.3': 238, 'isic.4': 419,
  'isced-f.1': 11, 'isced-f.2': 29, 'isced-f.3': 80,
}

async function countryIds(): Promise<string[]> {
  const entries = await readdir(ROOT, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory() && entry.name !== 'classifications').map((entry) => entry.name)
}

describe('the countries that are shipped', () => {
  it('are free of faults and hold every code of the classifications', async () => {
    for (const id of await countryIds()) {
      const { faults, counts } = await checkCountry(id, ROOT)
      expect(faults, id).toEqual([])
      expect(counts, id).toMatchObject(CLASSIFICATION_COUNTS)
    }
  })

  it('hold every known province, district, commune and village', async () => {
    const found: unknown[] = []
    for (const id of await countryIds()) {
      const { counts } = await checkCountry(id, ROOT)
      found.push([1, 2, 3, 4].map((level) => counts[`places.${level}`]))
    }
    expect(found).toHaveLength(3)
    expect(found).toEqual(expect.arrayContaining([[25, 210, 1652, 14578], [18, 148, 0, 0], [3, 12, 40, 0]]))
  })

  it('are demonstrations only where the country does not exist', async () => {
    for (const id of await countryIds()) expect((await loadCountry(id, ROOT)).demonstration, id).toBe(id === 'zz')
  })

  it('share no place name with the fictional country', async () => {
    const names = async (id: string) => (await loadCountry(id, ROOT)).places.flatMap((place) => [place.names.native, place.names.latin, place.names.lo])
    const invented = new Set((await names('zz')).filter(Boolean))
    for (const id of (await countryIds()).filter((other) => other !== 'zz')) {
      expect((await names(id)).filter((name) => invented.has(name)), id).toEqual([])
    }
  })
})

describe('the fictional country', () => {
  let country: Country
  beforeAll(async () => {
    country = await loadCountry('zz', ROOT)
  })

  it('knows its provinces, their districts and their communes in three languages', () => {
    const provinces = country.childrenOf('')
    expect(provinces.map((place) => place.names.en)).toEqual(['Northland', 'Riverland', 'Southcoast'])
    expect(provinces.map((place) => country.childrenOf(place.code).length)).toEqual([4, 4, 4])
    expect(country.placeByCode.get('0101')?.names).toMatchObject({ native: 'ទ្វារស្រល់', km: 'ទ្វារស្រល់', lo: 'ປະຕູແປກ', en: 'Pinegate', latin: 'Pinegate' })
    expect(new Set(provinces.map((place) => JSON.stringify(place.tile))).size).toBe(3)
    expect(country.places.every((place) => place.names.km && place.names.lo && place.names.en)).toBe(true)
  })

  it('says whether a title fell back to English', () => {
    expect(country.occupations.title('2411', 'km')).toEqual({ text: 'គណនេយ្យករ', lang: 'km', isFallback: false, kind: 'provisional' })
    expect(country.occupations.title('2411', 'lo')?.text).toBe('ນັກບັນຊີ')
    expect(country.occupations.title('1111', 'km')).toMatchObject({ text: 'Legislators', lang: 'en', isFallback: true })
    expect(country.occupations.title('1111', 'en')?.isFallback).toBe(false)
    expect(country.occupations.title('nothing', 'km')).toBeUndefined()
  })

  it('offers unit groups, and every major and sub-major group has a title in each language', () => {
    const entries = [...country.occupations.entries.values()]
    expect(entries.filter((entry) => entry.isSelectable)).toHaveLength(436)
    for (const entry of entries.filter((one) => one.level <= 2)) {
      expect(country.occupations.title(entry.code, 'km')?.isFallback, entry.code).toBe(false)
      expect(country.occupations.title(entry.code, 'lo')?.isFallback, entry.code).toBe(false)
    }
    expect(country.industries.childrenOf('').every((section) => !country.industries.title(section.code, 'lo')?.isFallback)).toBe(true)
    expect([...country.fieldsOfEducation.entries.values()].filter((entry) => entry.isSelectable)).toHaveLength(120)
  })

  it('has one headquarters and a regional office among six centres', () => {
    expect(country.centres).toHaveLength(6)
    expect(country.centres.filter((centre) => centre.kind === 'headquarters')).toHaveLength(1)
    expect(country.centres.filter((centre) => centre.kind === 'regional')).toHaveLength(1)
  })

  it('has the starter services, groups, lists and age bands', () => {
    expect(country.services.map((service) => service.code).slice(0, 3)).toEqual(['REG', 'INF', 'CNS'])
    expect(country.services.filter((service) => service.audience === 'employer')).toHaveLength(7)
    expect(country.groups.find((group) => group.code === 'youth')).toMatchObject({ kind: 'derived', ageFrom: 15, ageTo: 24 })
    expect(getList(country, 'contract').map((row) => nameIn(row.names, 'lo'))[0]).toBe('ສັນຍາບໍ່ມີກຳນົດ')
    expect(() => getList(country, 'no such list')).toThrow('no such list')
    expect(country.ageBands.map((band) => band.code)).toEqual(['<15', '15-19', '20-24', '25-34', '35-44', '45-54', '55-64', '65+'])
    expect(country.currencies.map((one) => one.decimals)).toEqual([0, 0, 2])
  })

  it('keeps the days of the specified due-day examples free of holidays', () => {
    expect(country.holidays.has('2026-01-01')).toBe(true)
    expect([...country.holidays].filter((day) => day >= '2026-11-01' && day <= '2026-12-31')).toEqual([])
  })

  it('knows when a row is in force', () => {
    expect(isInForce({ validFrom: '2020-01-01', validTo: '2020-12-31' }, '2020-12-31')).toBe(true)
    expect(isInForce({ validFrom: '2020-01-01', validTo: '2020-12-31' }, '2021-01-01')).toBe(false)
  })

  it.each([
    ['en', 'sales staff (female), age 18-25', ['sex F', 'age range']],
    ['en', 'at least 3 years of experience', []],
    ['en', 'male/female welcome', []],
    ['en', 'not older than 35', ['age max']],
    ['km', 'ទទួលបុគ្គលិកភេទស្រី អាយុ18-25ឆ្នាំ', ['sex F', 'age range']],
    ['km', 'ទទួលបុគ្គលិក ប្រុស/ស្រី', []],
    ['lo', 'ປະສົບການ 3 ປີຂຶ້ນໄປ', []],
    ['lo', 'ຮັບພະນັກງານ ຊາຍ/ຍິງ', []],
    ['lo', 'ເພດຍິງ ອາຍຸ 18-30 ປີ', ['sex F', 'age range']],
    ['zh', '招女工，年龄18-35岁', ['sex F', 'age range']],
    ['zh', '男女不限', []],
  ])('marks stated limits: %s "%s"', (lang, text, expected) => {
    const rows = country.equalTreatment.filter((row) => row.lang === lang)
    const rest = rows.filter((row) => row.rule === 'exempt').reduce((left, row) => left.replace(row.pattern, ' '), text)
    const found = rows.filter((row) => row.rule !== 'exempt' && [...rest.matchAll(row.pattern)].length > 0)
    expect(found.map((row) => `${row.ground} ${row.value}`)).toEqual(expected)
  })
})

describe('a country folder with planted errors', () => {
  let root: string
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'country-'))
    await cp(join(ROOT, 'classifications'), join(root, 'classifications'), { recursive: true })
  })
  afterAll(() => rm(root, { recursive: true }))

  /** Copies the fictional country, changes the first line that begins with `find`, else holds it, and answers with that line's number. */
  async function plant(file: string, find: string, change: (line: string) => string): Promise<number> {
    await rm(join(root, 'zz'), { recursive: true, force: true })
    await cp(join(ROOT, 'zz'), join(root, 'zz'), { recursive: true })
    const lines = (await readFile(join(root, 'zz', file), 'utf8')).split('\n')
    const starting = lines.findIndex((line) => line.startsWith(find))
    const at = starting >= 0 ? starting : lines.findIndex((line) => line.includes(find))
    expect(at, `${file} holds ${find}`).toBeGreaterThanOrEqual(0)
    lines[at] = change(lines[at] ?? '')
    await writeFile(join(root, 'zz', file), lines.join('\n'))
    return at + 1
  }
  const swap = (from: string, to: string) => (line: string) => line.replace(from, to)

  it.each<[string, string, string, (line: string) => string, RegExp]>([
    ['an unknown column', 'holidays.csv', 'day,', swap('source', 'origin'), /Unknown column "origin"/],
    ['a missing column', 'services.csv', 'code,', swap(',minutes', ''), /Column "minutes" is missing/],
    ['a row with too few cells', 'skills.csv', 'welding,', () => 'welding,x', /has 2 cells/],
    ['an unclosed quotation mark', 'synonyms.csv', 'en,cook', swap('cook', '"cook'), /cannot be read as CSV/],
    ['a code that stands twice', 'groups.csv', 'youth,', swap('youth', 'women'), /already stands in line 2/],
    ['a place without parent', 'places.csv', '0101,2,', swap('0101,2,01', '0101,2,99'), /Parent "99" does not exist/],
    ['a parent on the wrong level', 'places.csv', '010101,', swap('0101,commune', '01,commune'), /not one level up/],
    ['an impossible day', 'places.csv', '0102,', swap('2000-01-01', '2000-02-30'), /real day/],
    ['an end before the beginning', 'places.csv', '0103,', swap('2000-01-01,', '2000-01-01,1999-12-31'), /before "valid_from"/],
    ['two versions in force at once', 'places.csv', '0104,', (line) => line.replace('0104', '0103').replace('2000-01-01', '2001-01-01'), /also in force/],
    ['a name not in NFC', 'places.csv', 'Northland', swap('Northland', 'Northlande\u0301'), /NFC/],
    ['a double space', 'lists.csv', 'F,', swap('Female', 'Fe  male'), /double spaces/],
    ['a character of no width', 'places.csv', '0201,', swap('រោង', 'រោង\u200B'), /no width/],
    ['a native name in Latin letters', 'places.csv', '0202,', swap('ទូកបីគ្រឿង', 'Three'), /no Khmer letters/],
    ['a Latin name in native letters', 'places.csv', '0203,', swap('Boatlamp', 'ទូក'), /holds Khmer or Lao letters/],
    ['a Lao name in Khmer letters', 'services.csv', 'REG,', swap('ລົງທະບຽນ', 'ចុះឈ្មោះ'), /holds Khmer letters/],
    ['a malformed ISO code', 'places.csv', 'ZZ-1', swap('ZZ-1', 'ZZ_1'), /not an ISO 3166-2 code/],
    ['an ISO code that stands twice', 'places.csv', 'ZZ-2', swap('ZZ-2', 'ZZ-1'), /ISO code is the same/],
    ['namesakes among siblings', 'places.csv', '0102,', swap('Cloudmound', 'Pinegate'), /Latin name among its siblings/],
    ['a province without tile', 'places.csv', 'Southcoast', swap(',1,2,', ',,,'), /tile map/],
    ['a label over 300 characters', 'labels/isco.km.csv', '2411,', swap('គណនេយ្យករ', 'ក'.repeat(301)), /longer than 300/],
    ['a label of an unknown code', 'labels/isco.lo.csv', '2411,', swap('2411', '2410'), /not in isco/],
    ['a label without source', 'labels/isic.km.csv', 'A,', swap('"OpenPES, provisional"', ''), /"source" must not be empty/],
    ['a second preferred label', 'labels/isic.lo.csv', 'B,', swap('B,', 'A,'), /already has a preferred label/],
    ['a list without a code the program uses', 'lists.csv', 'wage-period,piece', swap('piece', 'lump'), /lacks the code "piece"/],
    ['a name missing in the national language', 'services.csv', 'CNS,', swap('ប្រឹក្សាការងារ', ''), /"name_km" must not be empty/],
    ['a name missing in English', 'languages.csv', 'km,', swap('Khmer', ''), /"name_en" must not be empty/],
    ['a centre in an unknown province', 'centres.csv', 'ZZ-SALT,', swap(',03,0301', ',09,0301'), /Province "09"/],
    ['a second headquarters', 'centres.csv', 'ZZ-NORTH,', swap('regional', 'headquarters'), /second headquarters/],
    ['an unknown education level', 'education.csv', 'bachelor,', swap(',6,', ',9,'), /isced-level/],
    ['a broken pattern', 'identity-documents.csv', 'national-id,', swap('^Z[0-9]', '^Z[0-9'), /regular expression/],
    ['a derived group without rule', 'groups.csv', 'women,', swap(',F,', ',,'), /needs an age or a sex/],
    ['an occupation that does not exist', 'occupations.csv', '2411,', swap('2411', '2410'), /not in isco-08/],
    ['a currency the country does not use', 'wage-ceilings.csv', '1,', swap('KHR', 'EUR'), /currencies of country.json/],
    ['a closing time before opening', 'centre-hours.csv', '1,07:30', swap('11:30', '06:30'), /not after opening/],
    ['a count that does not agree', 'counts.csv', 'places.3', swap('40', '41'), /40 found, 41 expected/],
    ['an indicator whose name holds its target', 'indicators.csv', 'job_placements', swap('Placements', '100 placements'), /belongs in the target/],
    ['an indicator whose name holds a percentage', 'indicators.csv', 'job_placements', swap('Placements', 'Ten % more placements'), /belongs in the target/],
    ['an indicator whose name begins with a number word', 'indicators.csv', 'job_placements', swap('Placements', 'Forty-two placements'), /belongs in the target/],
    ['an indicator whose name begins with a round number', 'indicators.csv', 'job_placements', swap('Placements', 'A thousand placements'), /belongs in the target/],
    ['an indicator whose name begins with a Khmer digit', 'indicators.csv', 'job_placements', swap('ការបញ្ចូលការងារ', '១០០ ការបញ្ចូលការងារ'), /belongs in the target/],
    ['an indicator whose name is an increase', 'indicators.csv', 'walk_in_visits', swap('Visitors of the centres', 'An increase of visits'), /belongs in the target/],
    ['an indicator without a name in Khmer', 'indicators.csv', 'job_placements', swap('ការបញ្ចូលការងារ,', ','), /"label_km" must not be empty/],
    ['a direction that does not exist', 'indicators.csv', 'job_placements', swap(',up,', ',sideways,'), /"direction" must be one of/],
    ['a measure that stands twice in a framework', 'indicators.csv', 'job_placements', swap(',PLACEMENTS,', ',VAC_NEW,'), /already stands in line/],
    ['a pillar with two titles', 'indicators.csv', 'job_placements', swap(',Services,', ',Other,'), /another title/],
    ['a slice that does not exist', 'indicators.csv', 'job_placements', swap('sex age_band', 'sex age'), /must be names out of/],
    ['a wrong setting', 'country.json', '"timeZone"', swap('Asia/Phnom_Penh', 'Asia/Nowhere'), /time zone/],
    ['an unknown setting', 'country.json', '"weekStart"', swap('"weekStart"', '"weekBegin"'), /weekBegin/],
  ])('reports %s with file and line', async (_what, file, find, change, message) => {
    const line = await plant(file, find, change)
    const { faults } = await checkCountry('zz', root)
    const own = faults.filter((fault) => fault.file === file && message.test(fault.message))
    expect(own, JSON.stringify(faults.slice(0, 3))).not.toEqual([])
    expect(own.map((fault) => fault.line)).toContain(line)
  })

  it('reports a missing file, a byte-order mark and text that is not UTF-8', async () => {
    await plant('holidays.csv', 'day,', (line) => `\uFEFF${line}`)
    await rm(join(root, 'zz', 'skills.csv'))
    await writeFile(join(root, 'zz', 'synonyms.csv'), Buffer.from([0x6c, 0xe9, 0x0a]))
    const { faults } = await checkCountry('zz', root)
    expect(faults.map((fault) => `${fault.file}: ${fault.message}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^holidays\.csv: .*byte-order mark/),
        expect.stringMatching(/^skills\.csv: .*missing/),
        expect.stringMatching(/^synonyms\.csv: .*UTF-8/),
      ]),
    )
  })

  it('refuses to load, and says which file and line', async () => {
    const line = await plant('places.csv', '0101,2,', swap('0101,2,01', '0101,2,99'))
    await expect(loadCountry('zz', root)).rejects.toThrow(`zz/places.csv, line ${line}: Parent "99" does not exist.`)
  })

  it('refuses an id that is not a country code', async () => {
    await expect(loadCountry('../zz', root)).rejects.toThrow('not a country code')
    await expect(loadCountry('qq', root)).rejects.toThrow('country.json, line 1: The file is missing')
  })

  it('counts lines through blank lines and quoted line breaks', async () => {
    const line = await plant('synonyms.csv', 'en,waiter', (text) => `\nen,"wait\nress",waiter,both\n${text.replace('both', 'sideways')}`)
    const { faults } = await checkCountry('zz', root)
    expect(faults.map((fault) => [fault.file, fault.line])).toEqual([['synonyms.csv', line + 1], ['synonyms.csv', line + 3]])
  })
})
