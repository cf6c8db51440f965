import { indexTokens, rankingWords } from '../../text/tokens'
import { textKey } from '../../text/text-key'

/** What a title is compared by, with a weight for each kind: words 2, cluster pairs 1, letter triples 0.6. */
export type Features = ReadonlyMap<string, number>

const wordWeight = 2
const pairWeight = 1
const tripleWeight = 0.6

/** Words that say nothing about the work: level, urgency, wage, sex, hours. */
const empty = new Set(
  ('a an the of for in on at to and or with by from as is are we our you your job jobs vacancy urgent urgently wanted needed need hiring position post posts ' +
    'senior junior jr sr sir mid level entry trainee full part time fulltime parttime male female man woman girl boy gender years year old salary usd new ' +
    'good well experience experienced various other others nec etc').split(' '),
)

/** Common short forms in job titles. */
const longForms = new Map(
  Object.entries({
    asst: 'assistant', assist: 'assistant', mgr: 'manager', mngr: 'manager', eng: 'engineer', engr: 'engineer', tech: 'technician', admin: 'administration', hr: 'human resources',
    it: 'information technology', acct: 'accountant', rep: 'representative', exec: 'executive', dev: 'developer', ceo: 'chief executive officer', cfo: 'finance manager', coo: 'operations director',
    cto: 'information technology manager', pr: 'public relations', cnc: 'numerical control machine tool', qa: 'quality assurance', qc: 'quality control', gm: 'general manager', dr: 'doctor',
    gp: 'general practitioner', ngo: 'non governmental organisation', mp: 'member of parliament', telecom: 'telecommunications', ac: 'air conditioning', aircon: 'air conditioning', lab: 'laboratory',
    programme: 'program', labourer: 'laborer', labor: 'labour', barman: 'bartender', housemaid: 'domestic housekeeper', maid: 'domestic cleaner', nanny: 'child care worker', fisherman: 'fisher',
    postman: 'postal worker mail carrier', policeman: 'police officer', fireman: 'firefighter', salesman: 'sales worker', saleswoman: 'sales worker', salesgirl: 'shop assistant', businessman: 'business manager',
    mobile: 'mobile', garment: 'garment clothing', garments: 'garment clothing', cabin: 'cabin', tuk: 'tricycle', clerk: 'clerk', principal: 'principal', headmaster: 'head teacher',
  }),
)

/** One form for English plurals; nothing cleverer, so that different work stays different. */
function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (word.length > 4 && /(?:sses|shes|ches|xes)$/.test(word)) return word.slice(0, -2)
  if (word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1)
  return word
}

const spelling = (word: string) => word.replace(/isation\b/, 'ization').replace(/ise(r?)\b/, 'ize$1').replace(/our\b/, 'or').replace(/centre/, 'center').replace(/programme/, 'program')

/** The words of a title that say what is done, in one form each. Brackets, numbers and wage words are set aside. */
export function titleWords(title: string): string[] {
  const key = textKey(title).replace(/[([{][^)\]}]*[)\]}]/g, ' ').replace(/\$?\d[\d.,]*/g, ' ')
  const words = rankingWords(key.length > 0 ? key : textKey(title)).filter((word) => !empty.has(word) && !/^\d/.test(word))
  return words.flatMap((word) => (longForms.get(word) ?? word).split(' ')).map((word) => (/^[a-z]/.test(word) ? spelling(stem(word)) : word))
}

export function titleFeatures(title: string): Features {
  const features = new Map<string, number>()
  const add = (name: string, weight: number) => features.set(name, Math.max(features.get(name) ?? 0, weight))
  for (const word of titleWords(title)) {
    add(`w${word}`, wordWeight)
    if (!/^[a-z]/.test(word)) continue
    const framed = `^${word}$`
    for (let at = 0; at + 3 <= framed.length; at += 1) add(`t${framed.slice(at, at + 3)}`, tripleWeight)
  }
  for (const token of indexTokens(title)) if (token.startsWith('2')) add(token, pairWeight)
  return features
}
