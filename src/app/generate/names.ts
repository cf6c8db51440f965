import type { Random } from './random'

/** A name in the national and the Latin script. */
export interface InventedName {
  readonly native: string
  readonly latin: string
}

type Piece = readonly [native: string, latin: string]
const pieces = (text: string): Piece[] => text.trim().split(/\s+/).map((pair) => {
  const [native = '', latin = ''] = pair.split('=')
  return [native, latin]
})

/* Common words and name pieces, put together by chance: nobody is meant. */
const khmer = {
  family: pieces('សុខ=Sok ចាន់=Chan ហេង=Heng លី=Ly គង់=Kong ម៉ៅ=Mao ប៉ែន=Pen ឆាយ=Chhay សៅ=Sao ទេព=Tep នួន=Nuon អ៊ុក=Ouk ប្រាក់=Prak រស់=Ros សំ=Sam យឹម=Yim ខៀវ=Khiev ភី=Phy កែវ=Keo ម៉ម=Mom ណុប=Nop អ៊ុំ=Oum'),
  women: pieces('សុភា=Sophea ស្រីមុំ=Sreymom ចាន់ថា=Chantha ដារ៉ា=Dara បុប្ផា=Bopha មាលា=Mealea រតនា=Ratana សុខា=Sokha វណ្ណា=Vanna ស្រីពៅ=Sreypov ធីតា=Thida កល្យាណី=Kalyaney លក្ខិណា=Leakhena ចរិយា=Chariya ណារី=Nary ម៉ារី=Mary សុជាតា=Socheata ពិសី=Pisey'),
  men: pieces('វិចិត្រ=Vichet សុភ័ក្រ=Sopheak បុណ្ណា=Bunna រិទ្ធី=Rithy ពិសិដ្ឋ=Piseth សំណាង=Samnang វាសនា=Veasna ចំរើន=Chamroeun ធារ៉ា=Theara សុវណ្ណ=Sovann មករា=Makara វុទ្ធី=Vuthy កុសល=Kosal ណារិន=Narin វិបុល=Vibol ភារុណ=Phearun សីហា=Seiha ឧត្តម=Oudom'),
}
const lao = {
  women: pieces('ບົວລາ=Bouala ຈັນທາ=Chantha ມະນີ=Manee ດາລາ=Dala ນ້ອຍ=Noy ສຸພາ=Soupha ວັນນາ=Vanna ແກ້ວ=Keo ບຸນມີ=Bounmy ທິບພະຈັນ=Thipphachanh ຄຳຫລ້າ=Khamla ພອນສຸດາ=Phonesouda ລັດສະໝີ=Latsamy ມາລີ=Maly ເພັດ=Phet ອຳພອນ=Amphone'),
  men: pieces('ສົມສັກ=Somsack ບຸນທັນ=Bounthan ຄຳພັນ=Khamphan ວິໄລ=Vilay ສີສຸກ=Sisouk ພູວົງ=Phouvong ທອງໃສ=Thongsai ສົມພອນ=Somphone ແກ້ວມະນີ=Keomany ບຸນຍັງ=Bounyang ວຽງໄຊ=Viengxay ອຸດອນ=Oudone ຄຳແສນ=Khamsene ໄພບູນ=Phaiboun ສຸລິຍາ=Souliya ພິທັກ=Phithak'),
  family: pieces('ພົມມະຈັນ=Phommachanh ວົງສະຫວັນ=Vongsavanh ສີສະຫວັດ=Sisavath ແກ້ວວົງ=Keovong ອິນທະວົງ=Inthavong ຈັນທະລາ=Chanthala ໄຊຍະວົງ=Xayavong ບຸນຍະສານ=Bounyasane ທຳມະວົງ=Thammavong ພັນທະວົງ=Phanthavong ສຸວັນນະ=Souvanna ລັດຕະນະ=Rattana ມະນີວັນ=Manivanh ຄຳມະນີ=Khammany'),
}

export type NameScript = 'khmer' | 'lao'

/** Khmer names begin with the family, Lao names end with it. */
export function inventName(random: Random, script: NameScript, sex: string): InventedName {
  const isWoman = sex === 'F' || (sex !== 'M' && random.chance(0.5))
  const set = script === 'khmer' ? khmer : lao
  const [familyNative, familyLatin] = random.pick(set.family)
  const [givenNative, givenLatin] = random.pick(isWoman ? set.women : set.men)
  const second = random.chance(script === 'khmer' ? 0.3 : 0.15) ? random.pick(isWoman ? set.women : set.men) : undefined
  const given = [`${givenNative}${second && second[0] !== givenNative ? second[0] : ''}`, `${givenLatin}${second && second[1] !== givenLatin ? ` ${second[1]}` : ''}`] as const
  return script === 'khmer'
    ? { native: `${familyNative} ${given[0]}`, latin: `${familyLatin} ${given[1]}` }
    : { native: `${given[0]} ${familyNative}`, latin: `${given[1]} ${familyLatin}` }
}

export interface Branch {
  readonly isic: string
  readonly groups: readonly string[]
  readonly km: string
  readonly lo: string
  readonly en: string
}

/** What an invented employer does, with the occupations that it seeks. */
export const branches: readonly Branch[] = [
  { isic: '1410', groups: ['8153', '7531', '3122', '7543', '9329'], km: 'កាត់ដេរ', lo: 'ຕັດຫຍິບ', en: 'Garments' },
  { isic: '4100', groups: ['7112', '9313', '7126', '7411', '3123'], km: 'សំណង់', lo: 'ກໍ່ສ້າງ', en: 'Construction' },
  { isic: '5510', groups: ['5120', '5131', '9112', '4224', '5411'], km: 'សណ្ឋាគារ', lo: 'ໂຮງແຮມ', en: 'Hotel' },
  { isic: '5610', groups: ['5120', '5131', '9412', '5223'], km: 'ភោជនីយដ្ឋាន', lo: 'ຮ້ານອາຫານ', en: 'Restaurant' },
  { isic: '4711', groups: ['5223', '5230', '4321', '5411', '9333'], km: 'ផ្សារទំនើប', lo: 'ຮ້ານຄ້າ', en: 'Market' },
  { isic: '4923', groups: ['8332', '8322', '9333', '4321'], km: 'ដឹកជញ្ជូន', lo: 'ຂົນສົ່ງ', en: 'Transport' },
  { isic: '1071', groups: ['7512', '9329', '5223', '8332'], km: 'នំប៉័ង', lo: 'ເຂົ້າຈີ່', en: 'Bakery' },
  { isic: '6419', groups: ['4211', '2411', '4311', '3313', '5411'], km: 'ឥណទាន', lo: 'ສິນເຊື່ອ', en: 'Finance' },
  { isic: '8510', groups: ['2341', '2353', '4110', '9112'], km: 'សាលារៀន', lo: 'ໂຮງຮຽນ', en: 'School' },
  { isic: '6201', groups: ['2512', '3512', '4110', '2411'], km: 'បច្ចេកវិទ្យា', lo: 'ເຕັກໂນໂລຊີ', en: 'Technology' },
  { isic: '0113', groups: ['9211', '6111', '8332', '9333'], km: 'កសិដ្ឋាន', lo: 'ກະສິກຳ', en: 'Farm' },
  { isic: '3100', groups: ['7522', '7126', '9329', '8332'], km: 'គ្រឿងសង្ហារិម', lo: 'ເຄື່ອງເຮືອນ', en: 'Furniture' },
]

const signs = pieces('គោមមាស/ໂຄມຄຳ=Golden_Lantern ខ្លែងខៀវ/ວ່າວສີຟ້າ=Blue_Kite ទូកបី/ເຮືອສາມລຳ=Three_Boats ផ្កាឈូក/ດອກບົວ=Lotus ភ្នំតូច/ພູນ້ອຍ=Little_Hill ព្រះចន្ទ/ເດືອນ=Moon ស្គរថ្មី/ກອງໃໝ່=New_Drum ទន្លេវែង/ນ້ຳຍາວ=Long_River ចង្កៀង/ໂຄມໄຟ=Lamp កន្ត្រក/ກະຕ່າ=Basket ឆ័ត្រក្រហម/ຄັນຮົ່ມແດງ=Red_Umbrella ដំរីស/ຊ້າງເຜືອກ=White_Elephant ជួងតូច/ລະຄັງນ້ອຍ=Small_Bell ផ្កាយ/ດາວ=Star ឬស្សី/ໄມ້ໄຜ່=Bamboo អំបិលស/ເກືອຂາວ=White_Salt')

/** A name for an invented employer, such as 'Golden Lantern Garments 7'. */
export function inventEmployerName(random: Random, branch: Branch, script: NameScript, number: number): InventedName {
  const [native, latin] = random.pick(signs)
  const [km = '', lo = ''] = native.split('/')
  const sign = latin.replace('_', ' ')
  return script === 'khmer'
    ? { native: `${branch.km} ${km} ${number}`, latin: `${sign} ${branch.en} ${number}` }
    : { native: `${branch.lo} ${lo} ${number}`, latin: `${sign} ${branch.en} ${number}` }
}
