import type { CalendarDate } from '../../../kernel/calendar'
import { done } from '../../../kernel/outcome'
import { dayColumn, yesNoColumn } from '../../../platform/imports/column'
import type { RowMistake } from '../../../platform/imports/check-rows'
import { type JobseekerImportRow, importJobseekers } from '../owners'
import { centreColumn, centreOf, withoutEmpty } from '../centre-column'
import { amountColumn, countColumn, lineColumn, listColumn, longColumn, nativeColumn, pastDayColumn, placeColumn, placeFinder, type PlaceNamed, provinceColumn, sourceIdColumn } from '../columns'
import { occupationCoder } from '../occupation-coder'
import { defineRegister } from '../register'

interface Values {
  source_id: string
  name_native: string
  name_latin: string
  sex: string
  birth_date: CalendarDate
  birth_year: number
  age: number
  age_on: CalendarDate
  id_type: string
  id_number: string
  phone: string
  province: PlaceNamed
  district: string
  commune: string
  education: string
  wanted_occupation: string
  last_occupation: string
  experience_years: string
  centre_code: string
  registered_on: CalendarDate
  state: string
  ended_on: CalendarDate
  end_reason: string
  consent_matching: boolean
  consent_on: CalendarDate
  note: string
}

const states = [{ code: 'active', names: { en: 'Active', km: 'សកម្ម', lo: 'ກຳລັງໃຊ້' } }, { code: 'ended', names: { en: 'Ended', km: 'បានបញ្ចប់', lo: 'ສິ້ນສຸດ' } }]

export const jobseekers = defineRegister<Values, JobseekerImportRow>({
  name: 'jobseekers',
  columns: ({ platform: { country }, today, centreByCode }) => {
    const places = placeFinder(country)
    const year = Number(today.slice(0, 4))
    return [
      sourceIdColumn('source_id', { required: true, headings: { en: ['id', 'registration number'], km: ['លេខសម្គាល់'], lo: ['ລະຫັດ'] } }),
      nativeColumn('name_native', { km: ['ឈ្មោះ', 'គោត្តនាម និងនាម'], lo: ['ຊື່ ແລະ ນາມສະກຸນ', 'ຊື່'] }),
      lineColumn('name_latin', { en: ['name', 'full name'], km: ['ឈ្មោះជាអក្សរឡាតាំង'], lo: ['ຊື່ພາສາອັງກິດ'] }),
      listColumn('sex', country.lists.get('sex') ?? [], { headings: { en: ['gender'], km: ['ភេទ'], lo: ['ເພດ'] } }),
      pastDayColumn('birth_date', today, { headings: { en: ['date of birth', 'birthday'], km: ['ថ្ងៃខែឆ្នាំកំណើត'], lo: ['ວັນເດືອນປີເກີດ'] } }),
      countColumn('birth_year', { from: year - 110, to: year }, { headings: { en: ['year of birth'], km: ['ឆ្នាំកំណើត'], lo: ['ປີເກີດ'] } }),
      countColumn('age', { from: 10, to: 110 }, { headings: { km: ['អាយុ'], lo: ['ອາຍຸ'] } }),
      pastDayColumn('age_on', today),
      listColumn('id_type', country.identityDocuments, { headings: { en: ['document type'], km: ['ប្រភេទឯកសារ'], lo: ['ປະເພດເອກະສານ'] } }),
      lineColumn('id_number', { en: ['document number', 'id card'], km: ['លេខឯកសារ'], lo: ['ເລກເອກະສານ'] }, 40),
      lineColumn('phone', { en: ['telephone', 'mobile'], km: ['ទូរស័ព្ទ', 'លេខទូរស័ព្ទ'], lo: ['ໂທລະສັບ', 'ເບີໂທ'] }, 60),
      provinceColumn('province', places, { required: true, headings: { km: ['ខេត្ត', 'រាជធានី-ខេត្ត'], lo: ['ແຂວງ'] } }),
      placeColumn('district', 2, 'province', places, { headings: { km: ['ស្រុក', 'ខណ្ឌ'], lo: ['ເມືອງ'] } }),
      placeColumn('commune', 3, 'province', places, { headings: { km: ['ឃុំ', 'សង្កាត់'] } }),
      listColumn('education', country.education, { headings: { km: ['កម្រិតវប្បធម៌', 'ការអប់រំ'], lo: ['ການສຶກສາ'] } }),
      { ...lineColumn('wanted_occupation', { en: ['wanted job', 'occupation'], km: ['ការងារដែលចង់បាន'], lo: ['ວຽກທີ່ຕ້ອງການ'] }), required: true },
      lineColumn('last_occupation', { en: ['last job'], km: ['ការងារចុងក្រោយ'], lo: ['ວຽກຫຼ້າສຸດ'] }),
      amountColumn('experience_years', { headings: { en: ['years of experience'], km: ['ឆ្នាំបទពិសោធន៍'], lo: ['ປີປະສົບການ'] } }),
      centreColumn(centreByCode),
      pastDayColumn('registered_on', today, { required: true, headings: { en: ['registration date'], km: ['ថ្ងៃចុះឈ្មោះ'], lo: ['ວັນທີລົງທະບຽນ'] } }),
      listColumn('state', states),
      pastDayColumn('ended_on', today),
      listColumn('end_reason', country.lists.get('registration-end-reason') ?? []),
      yesNoColumn('consent_matching', { headings: {} }),
      dayColumn('consent_on', { headings: {} }),
      longColumn('note', { km: ['កំណត់ចំណាំ'], lo: ['ໝາຍເຫດ'] }),
    ]
  },
  checkRow: (texts) => mistakesOf(texts),
  row: ({ values, key }, _links, scope) => {
    const code = occupationCoder(scope.platform.country)
    const ended = values.state === 'ended'
    return done(withoutEmpty<JobseekerImportRow>({
      sourceSystem: key.sourceSystem, sourceId: key.sourceId, nameNative: values.name_native, nameLatin: values.name_latin,
      sex: values.sex ?? 'not-stated', birthDate: values.birth_date, birthYear: values.birth_date ? null : values.birth_year,
      age: values.birth_date ?? values.birth_year ? null : values.age, ageOn: values.birth_date ?? values.birth_year ? null : values.age_on,
      phone: values.phone, provinceCode: values.province?.province ?? '', districtCode: values.district ?? values.province?.district,
      communeCode: values.commune, educationCode: values.education, wantedTitle: values.wanted_occupation ?? '',
      wantedIsco: code(values.wanted_occupation ?? '', ''), lastIsco: values.last_occupation ? code(values.last_occupation, '') : null,
      experienceYears: values.experience_years === null ? null : Number(values.experience_years), centreId: centreOf(scope, values.centre_code),
      registeredOn: values.registered_on ?? scope.today, state: ended ? 'ended' : 'active', endedOn: ended ? values.ended_on : null,
      endReason: ended ? values.end_reason : null, consentMatchingOn: values.consent_matching === true ? values.consent_on ?? values.registered_on : null,
      idType: values.id_number ? values.id_type : null, idNumber: values.id_type ? values.id_number : null, note: values.note,
    }))
  },
  write: importJobseekers,
})

function mistakesOf(texts: Readonly<Record<string, string>>): RowMistake[] {
  const at = (name: string) => texts[name] ?? ''
  const mistakes: RowMistake[] = []
  const wrong = (column: string, reason: string) => mistakes.push({ ok: false, column, reason })
  if (!at('name_native') && !at('name_latin')) wrong('name_native', 'name-needed')
  if (!at('birth_date') && !at('birth_year') && !(at('age') && at('age_on'))) wrong('birth_date', 'age-needed')
  if (at('id_number') && !at('id_type')) wrong('id_type', 'document-type-needed')
  if (at('state').toLowerCase() === 'ended' && (!at('ended_on') || !at('end_reason'))) wrong('ended_on', 'end-needs-day-and-reason')
  if (at('ended_on') && at('registered_on') && at('ended_on') < at('registered_on')) wrong('ended_on', 'end-before-start')
  return mistakes
}
