import { haveEqualSkeletons, nameKeys, type NameKeys } from './name-keys'

export type Agreement = 'name' | 'birth' | 'phone' | 'sex' | 'place' | 'document'

/** What is compared of a person. Everything may be unknown (null or an empty list). */
export interface ComparedPerson {
  readonly nativeName: string | null
  readonly latinName: string | null
  readonly birthYear: number | null
  readonly birthMonth: number | null
  readonly birthDay: number | null
  readonly sex: string | null
  /** E.164. */
  readonly phones: readonly string[]
  readonly province: string | null
  readonly district: string | null
  readonly commune: string | null
  readonly village: string | null
  /** Documents that a counter has seen, with the number as stored for comparison. */
  readonly documents: readonly { readonly type: string; readonly number: string }[]
}

/** Points and borders of the duplicate check. Similarities are in hundredths. */
export interface DuplicateWeights {
  readonly name: number
  readonly nameFrom: number
  readonly skeletonAcross: number
  readonly skeletonWithin: number
  readonly skeletonShort: number
  readonly skeletonNear: number
  readonly birthSame: number
  readonly birthSwapped: number
  readonly birthYearOnly: number
  readonly birthYearOff: number
  readonly birthFar: number
  readonly phone: number
  readonly sexDiffers: number
  readonly village: number
  readonly commune: number
  readonly district: number
  readonly province: number
  readonly documentDiffers: number
  readonly likely: number
  readonly possible: number
}

export const defaultDuplicateWeights: DuplicateWeights = {
  name: 50, nameFrom: 60, skeletonAcross: 90, skeletonWithin: 80, skeletonShort: 75, skeletonNear: 80,
  birthSame: 25, birthSwapped: 18, birthYearOnly: 12, birthYearOff: 12, birthFar: -25,
  phone: 20, sexDiffers: -15, village: 8, commune: 6, district: 4, province: 2, documentDiffers: -30,
  likely: 75, possible: 55,
}

export interface DuplicateScore {
  /** 0 to 100. */
  readonly score: number
  /** Null: not shown. */
  readonly result: 'likely' | 'possible' | null
  readonly points: Readonly<Record<Agreement, number>>
  /** The fields that gave points, for the marks beside the form. */
  readonly agreeing: readonly Agreement[]
}

/** How likely two records are the same person. The order of the two does not matter. */
export function scoreDuplicate(a: ComparedPerson, b: ComparedPerson, weights = defaultDuplicateWeights): DuplicateScore {
  const points: Record<Agreement, number> = {
    name: namePoints(nameSimilarity(a, b, weights), weights),
    birth: birthPoints(a, b, weights),
    phone: a.phones.some((phone) => b.phones.includes(phone)) ? weights.phone : 0,
    sex: a.sex !== null && b.sex !== null && a.sex !== b.sex ? weights.sexDiffers : 0,
    place: placePoints(a, b, weights),
    document: documentPoints(a, b, weights),
  }
  const total = Object.values(points).reduce((sum, value) => sum + value, 0)
  const score = Math.min(100, Math.max(0, total))
  const result = score >= weights.likely ? 'likely' : score >= weights.possible ? 'possible' : null
  const fields = Object.keys(points) as Agreement[]
  return { score, result, points, agreeing: fields.filter((field) => points[field] > 0) }
}

function namePoints(similarity: number, { name, nameFrom }: DuplicateWeights): number {
  const share = Math.min(1, Math.max(0, similarity - nameFrom) / (100 - nameFrom))
  return Math.round(name * share)
}

/** The best similarity of any two names of the two persons, in hundredths. */
export function nameSimilarity(a: ComparedPerson, b: ComparedPerson, weights = defaultDuplicateWeights): number {
  const pairs = keysOf(a).flatMap((x) => keysOf(b).map((y) => similarityOf(x, y, weights)))
  return Math.max(0, ...pairs)
}

/** One person is compared with up to 200 others: the keys are kept as long as the person's object. */
const keysByPerson = new WeakMap<ComparedPerson, NameKeys[]>()

function keysOf(person: ComparedPerson): NameKeys[] {
  const kept = keysByPerson.get(person)
  if (kept) return kept
  const names = [person.nativeName, person.latinName].filter((name) => name !== null && name.trim() !== '')
  const keys = names.map((name) => nameKeys(name ?? ''))
  keysByPerson.set(person, keys)
  return keys
}

function similarityOf(x: NameKeys, y: NameKeys, weights: DuplicateWeights): number {
  const within = x.script === y.script
  const spelling = within ? keySimilarity(x.key, y.key) : 0
  return Math.max(spelling, soundSimilarity(x, y, within, weights))
}

function soundSimilarity(x: NameKeys, y: NameKeys, within: boolean, weights: DuplicateWeights): number {
  if (haveEqualSkeletons(x, y)) {
    if (Math.min(x.joined.length, y.joined.length) <= 2) return weights.skeletonShort
    return within ? weights.skeletonWithin : weights.skeletonAcross
  }
  return isNearSkeleton(x.joined, y.joined) ? weights.skeletonNear : 0
}

/** Joined skeletons of 5 letters or more that are one edit apart. */
export function isNearSkeleton(x: string, y: string): boolean {
  const mayBe = x.length >= 5 && y.length >= 5 && Math.abs(x.length - y.length) <= 1
  return mayBe && editDistance(x, y) === 1
}

function keySimilarity(x: string, y: string): number {
  const longer = Math.max(x.length, y.length)
  return longer === 0 ? 0 : 100 - (100 * editDistance(x, y)) / longer
}

/** Levenshtein distance: insertions, deletions and replacements of one letter. */
export function editDistance(x: string, y: string): number {
  let row = Array.from({ length: y.length + 1 }, (_, i) => i)
  for (let i = 1; i <= x.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= y.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (x.charAt(i - 1) === y.charAt(j - 1) ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[y.length] ?? 0
}

function birthPoints(a: ComparedPerson, b: ComparedPerson, weights: DuplicateWeights): number {
  if (a.birthYear === null || b.birthYear === null) return 0
  const years = Math.abs(a.birthYear - b.birthYear)
  if (years >= 3) return weights.birthFar
  const full = [a, b].every(({ birthMonth, birthDay }) => birthMonth !== null && birthDay !== null)
  if (!full) {
    const contradicts = a.birthMonth !== null && b.birthMonth !== null && a.birthMonth !== b.birthMonth
    return years === 0 && !contradicts ? weights.birthYearOnly : 0
  }
  const sameDay = a.birthMonth === b.birthMonth && a.birthDay === b.birthDay
  if (sameDay && years <= 1) return years === 0 ? weights.birthSame : weights.birthYearOff
  return years === 0 && a.birthMonth === b.birthDay && a.birthDay === b.birthMonth ? weights.birthSwapped : 0
}

function placePoints(a: ComparedPerson, b: ComparedPerson, weights: DuplicateWeights): number {
  for (const level of ['village', 'commune', 'district', 'province'] as const) {
    if (a[level] !== null && a[level] === b[level]) return weights[level]
  }
  return 0
}

function documentPoints(a: ComparedPerson, b: ComparedPerson, { documentDiffers }: DuplicateWeights): number {
  const differs = a.documents.some(({ type }) => {
    const numbersOf = (person: ComparedPerson) => person.documents.filter((one) => one.type === type).map((one) => one.number)
    const others = numbersOf(b)
    return others.length > 0 && !numbersOf(a).some((number) => others.includes(number))
  })
  return differs ? documentDiffers : 0
}
