/** Jobs that are often sought, with words as people write them. Wages are least and most of a month in US dollars. */
export interface Job {
  readonly isco: string
  readonly km: string
  readonly lo: string
  readonly en: string
  readonly wage: readonly [number, number]
  readonly education: string | null
  /** How often jobseekers ask for it. */
  readonly weight: number
}

const job = (isco: string, en: string, km: string, lo: string, from: number, to: number, weight: number, education: string | null = null): Job =>
  ({ isco, en, km, lo, wage: [from, to], weight, education })

export const jobs: readonly Job[] = [
  job('8153', 'Sewing machine operator', 'កម្មករដេរម៉ាស៊ីន', 'ພະນັກງານຫຍິບຈັກ', 200, 280, 14),
  job('7531', 'Tailor', 'ជាងកាត់ដេរ', 'ຊ່າງຕັດຫຍິບ', 200, 300, 4),
  job('3122', 'Production supervisor', 'ប្រធានក្រុមផលិត', 'ຫົວໜ້າກຸ່ມຜະລິດ', 300, 450, 2, 'upper-secondary'),
  job('7543', 'Quality checker', 'អ្នកត្រួតពិនិត្យគុណភាព', 'ພະນັກງານກວດຄຸນນະພາບ', 220, 300, 3),
  job('9329', 'Factory worker', 'កម្មកររោងចក្រ', 'ກຳມະກອນໂຮງງານ', 190, 240, 10),
  job('7112', 'Bricklayer', 'ជាងឥដ្ឋ', 'ຊ່າງກໍ່', 220, 350, 4),
  job('9313', 'Construction worker', 'កម្មករសំណង់', 'ກຳມະກອນກໍ່ສ້າງ', 200, 300, 8),
  job('7126', 'Plumber', 'ជាងទឹក', 'ຊ່າງປະປາ', 250, 380, 2, 'vocational-certificate'),
  job('7411', 'Electrician', 'ជាងអគ្គិសនី', 'ຊ່າງໄຟຟ້າ', 250, 420, 4, 'vocational-certificate'),
  job('3123', 'Site supervisor', 'ប្រធានការដ្ឋាន', 'ຫົວໜ້າໜ່ວຍກໍ່ສ້າງ', 400, 700, 1, 'vocational-diploma'),
  job('5120', 'Cook', 'ចុងភៅ', 'ພໍ່ຄົວແມ່ຄົວ', 220, 400, 6),
  job('5131', 'Waiter', 'អ្នករត់តុ', 'ພະນັກງານເສີບ', 180, 260, 6),
  job('9112', 'Cleaner', 'អ្នកសម្អាត', 'ພະນັກງານທຳຄວາມສະອາດ', 180, 230, 6),
  job('4224', 'Hotel receptionist', 'អ្នកទទួលភ្ញៀវសណ្ឋាគារ', 'ພະນັກງານຕ້ອນຮັບໂຮງແຮມ', 220, 350, 3, 'upper-secondary'),
  job('5411', 'Security guard', 'ភ្នាក់ងារសន្តិសុខ', 'ພະນັກງານຮັກສາຄວາມປອດໄພ', 200, 260, 5),
  job('9412', 'Kitchen helper', 'អ្នកជំនួយផ្ទះបាយ', 'ຜູ້ຊ່ວຍເຮືອນຄົວ', 180, 220, 3),
  job('5223', 'Shop assistant', 'អ្នកលក់', 'ພະນັກງານຂາຍ', 190, 280, 9),
  job('5230', 'Cashier', 'បេឡាករ', 'ພະນັກງານເກັບເງິນ', 200, 280, 4, 'upper-secondary'),
  job('4321', 'Stock clerk', 'បុគ្គលិកឃ្លាំង', 'ພະນັກງານສາງ', 210, 300, 4),
  job('9333', 'Loader', 'អ្នកលើកដាក់ទំនិញ', 'ຄົນແບກຫາມ', 180, 250, 4),
  job('8332', 'Truck driver', 'អ្នកបើកបររថយន្តដឹកទំនិញ', 'ຄົນຂັບລົດບັນທຸກ', 250, 400, 5),
  job('8322', 'Driver', 'អ្នកបើកបរ', 'ຄົນຂັບລົດ', 220, 350, 5),
  job('7512', 'Baker', 'អ្នកធ្វើនំ', 'ຊ່າງອົບເຂົ້າຈີ່', 200, 320, 2),
  job('4211', 'Bank teller', 'បុគ្គលិកបញ្ជរធនាគារ', 'ພະນັກງານໜ້າໂຕະທະນາຄານ', 250, 380, 3, 'bachelor'),
  job('2411', 'Accountant', 'គណនេយ្យករ', 'ນັກບັນຊີ', 300, 600, 6, 'bachelor'),
  job('4311', 'Accounts clerk', 'ជំនួយការគណនេយ្យ', 'ຜູ້ຊ່ວຍບັນຊີ', 230, 350, 4, 'associate'),
  job('3313', 'Bookkeeper', 'អ្នកកាន់បញ្ជី', 'ຜູ້ເຮັດບັນຊີ', 250, 380, 2, 'associate'),
  job('2341', 'Primary school teacher', 'គ្រូបឋមសិក្សា', 'ຄູປະຖົມ', 250, 400, 3, 'bachelor'),
  job('2353', 'Language teacher', 'គ្រូភាសា', 'ຄູສອນພາສາ', 300, 600, 3, 'bachelor'),
  job('4110', 'Office clerk', 'បុគ្គលិកការិយាល័យ', 'ພະນັກງານຫ້ອງການ', 220, 350, 7, 'upper-secondary'),
  job('2512', 'Software developer', 'អ្នកអភិវឌ្ឍន៍កម្មវិធី', 'ນັກພັດທະນາຊອບແວ', 500, 1200, 2, 'bachelor'),
  job('3512', 'Computer technician', 'អ្នកបច្ចេកទេសកុំព្យូទ័រ', 'ຊ່າງຄອມພິວເຕີ', 280, 450, 3, 'vocational-diploma'),
  job('9211', 'Farm worker', 'កម្មករកសិកម្ម', 'ກຳມະກອນກະສິກຳ', 150, 220, 4),
  job('6111', 'Vegetable grower', 'អ្នកដាំបន្លែ', 'ຜູ້ປູກຜັກ', 150, 250, 2),
  job('7522', 'Carpenter', 'ជាងឈើ', 'ຊ່າງໄມ້', 220, 350, 3),
]

export const jobByIsco: ReadonlyMap<string, Job> = new Map(jobs.map((one) => [one.isco, one]))
