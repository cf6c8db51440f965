import type { CalendarDate } from '../../../kernel/calendar'
import { done } from '../../../kernel/outcome'
import { importEmployers, type EmployerImportRow } from '../owners'
import { withoutEmpty, centreColumn, centreOf } from '../centre-column'
import { lineColumn, listColumn, nativeColumn, pastDayColumn, placeColumn, placeFinder, type PlaceNamed, provinceColumn, sourceIdColumn } from '../columns'
import { defineRegister } from '../register'

interface Values {
  source_id: string
  register: string
  register_number: string
  name_native: string
  name_latin: string
  isic: string
  size_band: string
  province: PlaceNamed
  district: string
  address: string
  contact_name: string
  contact_function: string
  phone: string
  email: string
  centre_code: string
  registered_on: CalendarDate
}

/** Imported employers are `claimed`: a verifier has to look at each before its jobs are shown. */
export const employers = defineRegister<Values, EmployerImportRow>({
  name: 'employers',
  columns: ({ platform: { country }, today, centreByCode }) => {
    const places = placeFinder(country)
    return [
      sourceIdColumn('source_id', { required: true, headings: { en: ['employer id', 'id'], km: ['លេខសម្គាល់'], lo: ['ລະຫັດ'] } }),
      listColumn('register', country.registers),
      lineColumn('register_number', { en: ['registration number'], km: ['លេខចុះបញ្ជី'], lo: ['ເລກທະບຽນ'] }, 40),
      nativeColumn('name_native', { km: ['ឈ្មោះ', 'ឈ្មោះក្រុមហ៊ុន'], lo: ['ຊື່', 'ຊື່ບໍລິສັດ'] }),
      lineColumn('name_latin', { en: ['name', 'company name', 'company'], km: ['ឈ្មោះជាអក្សរឡាតាំង'], lo: ['ຊື່ພາສາອັງກິດ'] }),
      lineColumn('isic', { en: ['industry code'] }, 10),
      listColumn('size_band', country.lists.get('employer-size') ?? []),
      provinceColumn('province', places, { required: true, headings: { km: ['ខេត្ត', 'រាជធានី-ខេត្ត'], lo: ['ແຂວງ'] } }),
      placeColumn('district', 2, 'province', places, { headings: { km: ['ស្រុក', 'ខណ្ឌ'], lo: ['ເມືອງ'] } }),
      lineColumn('address', { km: ['អាសយដ្ឋាន'], lo: ['ທີ່ຢູ່'] }, 400),
      lineColumn('contact_name', { en: ['contact'], km: ['អ្នកទំនាក់ទំនង'], lo: ['ຜູ້ຕິດຕໍ່'] }),
      lineColumn('contact_function', { en: ['function'], km: ['តួនាទី'], lo: ['ຕຳແໜ່ງ'] }),
      lineColumn('phone', { en: ['telephone', 'mobile'], km: ['ទូរស័ព្ទ', 'លេខទូរស័ព្ទ'], lo: ['ໂທລະສັບ', 'ເບີໂທ'] }, 60),
      lineColumn('email', { en: ['e-mail'], km: ['អ៊ីមែល'], lo: ['ອີເມວ'] }),
      centreColumn(centreByCode),
      pastDayColumn('registered_on', today, { required: true, headings: { en: ['registration date'], km: ['ថ្ងៃចុះឈ្មោះ'], lo: ['ວັນທີລົງທະບຽນ'] } }),
    ]
  },
  checkRow: (texts) => (texts['name_native'] || texts['name_latin'] ? [] : [{ ok: false, column: 'name_latin', reason: 'name-needed' }]),
  row: ({ values, key }, _links, scope) =>
    done(withoutEmpty({
      sourceSystem: key.sourceSystem, sourceId: key.sourceId, register: values.register, registerNumber: values.register_number,
      nameNative: values.name_native, nameLatin: values.name_latin, isic: values.isic, sizeBand: values.size_band,
      provinceCode: values.province?.province ?? '', districtCode: values.district ?? values.province?.district, address: values.address,
      contactName: values.contact_name, contactFunction: values.contact_function, phone: values.phone, email: values.email,
      centreId: centreOf(scope, values.centre_code), registeredOn: values.registered_on ?? scope.today,
    })),
  write: importEmployers,
})
