import type { CalendarDate } from '../../../kernel/calendar'
import { done } from '../../../kernel/outcome'
import type { Reader } from '../../../platform/db/database'
import { keyOf, knownRows } from '../../../platform/imports/batches'
import type { RowMistake } from '../../../platform/imports/check-rows'
import { dayColumn } from '../../../platform/imports/column'
import type { GoodRow, RowValues } from '../../../platform/imports/dry-run'
import { centreColumn, centreOf, withoutEmpty } from '../centre-column'
import {
  amountColumn, countColumn, lineColumn, listColumn, longColumn, nativeColumn, pastDayColumn, placeColumn, placeFinder, type PlaceNamed, provinceColumn,
  sourceIdColumn,
} from '../columns'
import { occupationCoder } from '../occupation-coder'
import { importVacancies, type VacancyImportRow } from '../owners'
import { defineRegister, type ImportScope, type Links } from '../register'

interface Values {
  source_id: string
  employer_source_id: string
  register_number: string
  title_native: string
  title_en: string
  title: string
  occupation: string
  occupation_groups: string
  duties: string
  requirements: string
  posts: number
  contract: string
  hours_per_week: number
  province: PlaceNamed
  district: string
  workplace: string
  wage_min: string
  wage_max: string
  currency: string
  wage_period: string
  education_min: string
  experience_min_years: string
  stated_sex: string
  age_min: number
  age_max: number
  received_on: CalendarDate
  closes_on: CalendarDate
  state: string
  closing_reason: string
  posts_filled: number
  centre_code: string
}

const states = [{ code: 'open', names: { en: 'Open', km: 'បើក', lo: 'ເປີດ' } }, { code: 'closed', names: { en: 'Closed', km: 'បិទ', lo: 'ປິດ' } }]

/** Open vacancies enter the inspection; none is shown before an inspector has seen it. */
export const vacancies = defineRegister<Values, VacancyImportRow>({
  name: 'vacancies',
  columns: ({ platform: { country }, today, centreByCode }) => {
    const places = placeFinder(country)
    return [
      sourceIdColumn('source_id', { required: true, headings: { en: ['vacancy id', 'id'], km: ['លេខសម្គាល់'], lo: ['ລະຫັດ'] } }),
      sourceIdColumn('employer_source_id', { headings: { en: ['employer id'], km: ['លេខសម្គាល់និយោជក'], lo: ['ລະຫັດນາຍຈ້າງ'] } }),
      lineColumn('register_number', { km: ['លេខចុះបញ្ជី'], lo: ['ເລກທະບຽນ'] }, 40),
      nativeColumn('title_native', { km: ['មុខតំណែង'], lo: ['ຊື່ຕຳແໜ່ງ'] }),
      lineColumn('title_en', { en: ['title in english'] }, 200),
      lineColumn('title', { en: ['job title', 'position'] }, 200),
      lineColumn('occupation', { en: ['job'], km: ['មុខរបរ'], lo: ['ອາຊີບ'] }),
      lineColumn('occupation_groups', {}, 100),
      longColumn('duties', { en: ['job description'], km: ['ភារកិច្ច'], lo: ['ໜ້າທີ່'] }),
      longColumn('requirements', { en: ['job requirement'], km: ['លក្ខខណ្ឌ'], lo: ['ເງື່ອນໄຂ'] }),
      countColumn('posts', { from: 1, to: 5000 }, { required: true, headings: { en: ['number of posts'], km: ['ចំនួនត្រូវការ'], lo: ['ຈຳນວນ'] } }),
      listColumn('contract', country.lists.get('contract') ?? []),
      countColumn('hours_per_week', { from: 1, to: 112 }),
      provinceColumn('province', places, { required: true, headings: { en: ['location'], km: ['ខេត្ត', 'ទីតាំង'], lo: ['ແຂວງ'] } }),
      placeColumn('district', 2, 'province', places, { headings: { km: ['ស្រុក', 'ខណ្ឌ'], lo: ['ເມືອງ'] } }),
      lineColumn('workplace', {}, 400),
      amountColumn('wage_min'),
      amountColumn('wage_max'),
      listColumn('currency', country.currencies.map(({ code }) => ({ code, names: {} }))),
      listColumn('wage_period', country.lists.get('wage-period') ?? []),
      listColumn('education_min', country.education),
      amountColumn('experience_min_years'),
      listColumn('stated_sex', country.lists.get('sex') ?? []),
      countColumn('age_min', { from: 10, to: 99 }),
      countColumn('age_max', { from: 10, to: 99 }),
      pastDayColumn('received_on', today, { required: true, headings: { en: ['publish date'], km: ['ថ្ងៃទទួល'], lo: ['ວັນທີຮັບ'] } }),
      dayColumn('closes_on', { headings: { en: ['closing date'], km: ['ថ្ងៃផុតកំណត់'], lo: ['ວັນທີປິດ'] } }),
      listColumn('state', states, { required: true }),
      listColumn('closing_reason', country.lists.get('vacancy-closing-reason') ?? []),
      countColumn('posts_filled', { from: 0, to: 5000 }),
      centreColumn(centreByCode),
    ]
  },
  checkRow: (texts) => mistakesOf(texts),
  links: employerLinks,
  row: (row, links, scope) => {
    const { values, key } = row
    const employerId = links.get(employerKey(row.values, key.sourceSystem))
    if (employerId === undefined) {
      const column = values.employer_source_id ? 'employer_source_id' : 'register_number'
      return { ok: false, column, reason: 'employer-not-found', params: { employer: values.employer_source_id ?? values.register_number ?? '' } }
    }
    return done(vacancyOf(values, { sourceSystem: key.sourceSystem, sourceId: key.sourceId, employerId }, scope))
  },
  notes: (rows, { today }) => [
    { key: 'imports.note.not-coded', count: rows.filter(({ isco }) => isco === undefined).length },
    { key: 'imports.note.closes-in-past', count: rows.filter(({ state, closesOn }) => state === 'open' && typeof closesOn === 'string' && closesOn < today).length },
  ],
  write: importVacancies,
})

function vacancyOf(values: RowValues<Values>, from: { sourceSystem: string; sourceId: string; employerId: string }, scope: ImportScope): VacancyImportRow {
  const title = values.title ?? ''
  const isNative = /[\u1780-\u17FF\u0E80-\u0EFF]/.test(title)
  const titles = { titleNative: values.title_native ?? (isNative ? title : null), titleEn: values.title_en ?? (isNative || title === '' ? null : title) }
  const hasWage = values.wage_min !== null || values.wage_max !== null
  const typed = values.occupation ?? titles.titleEn ?? titles.titleNative ?? ''
  const isClosed = values.state === 'closed'
  return withoutEmpty<VacancyImportRow>({
    ...from, ...titles, isco: occupationCoder(scope.platform.country)(typed, values.occupation_groups ?? ''), occupationTyped: typed,
    duties: values.duties ?? '', requirements: values.requirements ?? '', posts: values.posts ?? 1, contract: values.contract ?? 'open-ended',
    hoursPerWeek: values.hours_per_week, provinceCode: values.province?.province, districtCode: values.district ?? values.province?.district,
    workplaceText: values.workplace ?? (values.province && values.province.others.length > 0 ? values.province.others.join(', ') : null),
    wageMin: values.wage_min, wageMax: values.wage_max, currency: hasWage ? values.currency : null, wagePeriod: hasWage ? values.wage_period ?? 'month' : null,
    educationMin: values.education_min, experienceMinYears: values.experience_min_years,
    statedSex: values.stated_sex === 'F' || values.stated_sex === 'M' ? values.stated_sex : 'none', ageMin: values.age_min, ageMax: values.age_max,
    receivedOn: values.received_on ?? scope.today, closesOn: values.closes_on, state: isClosed ? 'closed' : 'open',
    closingReason: isClosed ? ((values.closing_reason ?? 'not-filled') as NonNullable<VacancyImportRow['closingReason']>) : null, postsFilled: values.posts_filled,
    centreId: centreOf(scope, values.centre_code), origin: 'import',
  })
}

function mistakesOf(texts: Readonly<Record<string, string>>): RowMistake[] {
  const at = (name: string) => texts[name] ?? ''
  const mistakes: RowMistake[] = []
  const wrong = (column: string, reason: string) => mistakes.push({ ok: false, column, reason })
  if (!at('title_native') && !at('title_en') && !at('title')) wrong('title', 'title-needed')
  if (!at('employer_source_id') && !at('register_number')) wrong('employer_source_id', 'employer-needed')
  if (at('closes_on') && at('received_on') && at('closes_on') < at('received_on')) wrong('closes_on', 'end-before-start')
  if (at('wage_min') && at('wage_max') && Number(at('wage_max')) < Number(at('wage_min'))) wrong('wage_max', 'most-below-least')
  if ((at('wage_min') || at('wage_max')) && !at('currency')) wrong('currency', 'currency-needed')
  if (at('age_min') && at('age_max') && Number(at('age_max')) < Number(at('age_min'))) wrong('age_max', 'most-below-least')
  if (Number(at('posts_filled')) > Number(at('posts'))) wrong('posts_filled', 'more-filled-than-posts')
  return mistakes
}

const employerKey = (values: RowValues<Values>, sourceSystem: string): string =>
  values.employer_source_id ? keyOf(sourceSystem, values.employer_source_id) : `number ${values.register_number ?? ''}`

/** Employers by their number in the same source system, or by their number in a public register. */
async function employerLinks(reader: Reader, rows: readonly GoodRow<Values>[]): Promise<Links> {
  const ids = new Set(rows.flatMap(({ values }) => values.employer_source_id ?? []))
  const numbers = new Set(rows.flatMap(({ values }) => (values.employer_source_id ? [] : values.register_number ?? [])))
  const links = new Map<string, string>()
  for (const [key, { recordId }] of await knownRows(reader, 'employers', [...ids])) links.set(key, recordId)
  if (ids.size > 0) {
    const held = await reader.db.selectFrom('employer').select(['id', 'source_system', 'source_id']).where('source_id', 'in', [...ids]).execute()
    for (const row of held) links.set(keyOf(row.source_system ?? '', row.source_id ?? ''), row.id)
  }
  if (numbers.size > 0) {
    const held = await reader.db.selectFrom('employer').select(['id', 'register_number']).where('register_number', 'in', [...numbers]).execute()
    for (const row of held) links.set(`number ${row.register_number ?? ''}`, row.id)
  }
  return links
}
