import { addDays, type CalendarDate } from '../../kernel/calendar'
import type { Country } from '../../platform/country/index'
import type { EmployerImportRow, VacancyImportRow } from '../imports/owners'
import { type Job, jobByIsco } from './jobs'
import { type Branch, branches, inventEmployerName, inventName } from './names'
import { digitsText, numberLike, phonePrefixes, scriptsOf, type StoryCentre } from './people'
import type { Random } from './random'

export interface StoryEmployer {
  readonly row: EmployerImportRow
  readonly centre: StoryCentre
  readonly branch: Branch
}

export interface StoryVacancy {
  readonly row: Omit<VacancyImportRow, 'employerId'>
  readonly job: Job
}

export function inventEmployer(random: Random, country: Country, number: number, on: CalendarDate, centres: readonly StoryCentre[], source: string): StoryEmployer {
  const centre = random.weighted(centres.map((one) => [one, one.weight] as const))
  const branch = random.pick(branches)
  const script = random.pick(scriptsOf(country))
  const name = inventEmployerName(random, branch, script, number)
  const [register] = country.registers
  const [prefix] = phonePrefixes(country)
  const contact = inventName(random, script, random.pick(['F', 'M']))
  const district = random.pick([...country.childrenOf(centre.provinceCode), undefined])?.code
  const isic = country.industries.entries.has(branch.isic) ? branch.isic : undefined
  return {
    centre, branch,
    row: {
      sourceSystem: source, sourceId: `E${String(number)}`, nameNative: name.native, nameLatin: name.latin, provinceCode: centre.provinceCode, centreId: centre.id, registeredOn: on,
      contactName: contact.latin, contactFunction: random.pick(['HR', 'Owner', 'Manager']), sizeBand: random.weighted([['1-9', 40], ['10-49', 35], ['50-249', 18], ['250+', 7]] as const),
      ...(register ? { register: register.code, registerNumber: numberLike(register.pattern, number) } : {}),
      ...(isic ? { isic } : {}),
      ...(district ? { districtCode: district } : {}),
      ...(prefix ? { phone: prefix.prefix + digitsText(random, prefix.digits) } : {}),
    },
  }
}

const contracts: readonly (readonly [string, number])[] = [['open-ended', 50], ['fixed', 38], ['seasonal', 5], ['casual', 4], ['internship', 3]]

/** What every invented job asks for, in one sentence. */
const duties = {
  en: 'works in a team, learns the work from a skilled colleague in the first weeks, and keeps the workplace clean and safe.',
  km: 'ធ្វើការជាក្រុម រៀនការងារពីមិត្តរួមការងារដែលមានជំនាញក្នុងសប្តាហ៍ដំបូង និងរក្សាកន្លែងធ្វើការឱ្យស្អាត និងមានសុវត្ថិភាព។',
  lo: 'ເຮັດວຽກເປັນທີມ ຮຽນຮູ້ວຽກຈາກເພື່ອນຮ່ວມງານທີ່ມີຄວາມຊຳນານໃນອາທິດທຳອິດ ແລະ ຮັກສາບ່ອນເຮັດວຽກໃຫ້ສະອາດ ແລະ ປອດໄພ.',
}
const dutiesOf = (job: Job, language: 'en' | 'km' | 'lo') => `${job[language]}: ${duties[language]}`

/** A vacancy of an invented employer in one of the occupations that its branch seeks. */
export function inventVacancy(random: Random, country: Country, number: number, on: CalendarDate, employer: StoryEmployer, source: string): StoryVacancy {
  const job = jobByIsco.get(random.pick(employer.branch.groups)) ?? jobByIsco.get('5223')
  if (!job) throw new Error('the list of jobs lacks shop assistants')
  const posts = random.weighted([[1, 40], [2, 22], [random.int(3, 5), 20], [random.int(6, 12), 12], [random.int(15, 40), 6]] as const)
  const scripts = scriptsOf(country)
  const national = country.languages[0]
  const least = Math.round((job.wage[0] * (0.9 + random.next() * 0.3)) / 10) * 10
  const most = Math.round((Math.max(least + 20, job.wage[1]) * (0.9 + random.next() * 0.3)) / 10) * 10
  const hasEnglish = random.chance(0.7)
  const dollars = country.currencies.some(({ code }) => code === 'USD')
  return {
    job,
    row: {
      sourceSystem: source, sourceId: `V${String(number)}`, posts, contract: random.weighted(contracts), occupationTyped: job.en, centreId: employer.centre.id, origin: random.weighted([['counter', 5], ['visit', 3], ['phone', 2], ['self-service', 2]] as const),
      statedSex: 'none', state: 'open', receivedOn: on, provinceCode: employer.row.provinceCode, closesOn: addDays(on, random.pick([21, 30, 30, 45, 60])),
      duties: [dutiesOf(job, national === 'lo' ? 'lo' : 'km'), ...(hasEnglish ? [dutiesOf(job, 'en')] : [])].join('\n'), requirements: '',
      ...(scripts.includes('khmer') ? { titleKm: job.km } : {}),
      ...(scripts.includes('lao') ? { titleLo: job.lo } : {}),
      ...(hasEnglish ? { titleEn: job.en } : {}),
      ...(random.chance(0.92) ? { isco: job.isco } : {}),
      ...(employer.row.districtCode ? { districtCode: employer.row.districtCode } : {}),
      ...(random.chance(0.8) && dollars ? { wageMin: String(least), wageMax: String(Math.max(least, most)), currency: 'USD', wagePeriod: 'month' } : {}),
      ...(job.education && random.chance(0.6) ? { educationMin: job.education } : {}),
      ...(random.chance(0.4) ? { experienceMinYears: String(random.int(1, 3)) } : {}),
      ...(random.chance(0.6) ? { hoursPerWeek: random.pick([40, 44, 48, 48]) } : {}),
    },
  }
}
