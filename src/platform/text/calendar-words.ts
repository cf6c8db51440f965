export type TextLanguage = 'km' | 'lo' | 'en'

interface CalendarWords {
  /** January to December. */
  readonly months: readonly string[]
  /** Monday to Sunday. */
  readonly weekdays: readonly string[]
  /** Words beside the numbers of a typed day, such as 'day' and 'month'. */
  readonly fillers: readonly string[]
}

/** Language data kept here, not taken from `Intl`, so that a new Node does not change documents. */
export const calendarWords: Readonly<Record<TextLanguage, CalendarWords>> = {
  km: {
    months: 'មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ'.split(' '),
    weekdays: 'ច័ន្ទ អង្គារ ពុធ ព្រហស្បតិ៍ សុក្រ សៅរ៍ អាទិត្យ'.split(' '),
    fillers: ['ថ្ងៃទី', 'ថ្ងៃ', 'ខែ', 'ឆ្នាំ'],
  },
  lo: {
    months: 'ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ'.split(' '),
    weekdays: 'ຈັນ ອັງຄານ ພຸດ ພະຫັດ ສຸກ ເສົາ ອາທິດ'.split(' '),
    fillers: ['ວັນທີ', 'ເດືອນ', 'ປີ'],
  },
  en: {
    months: 'January February March April May June July August September October November December'.split(' '),
    weekdays: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' '),
    fillers: ['of'],
  },
}
