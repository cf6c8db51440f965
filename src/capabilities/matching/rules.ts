/** What matching may know of a person: nothing about sex, age, groups or health. */
export interface Seeker {
  personId: string
  /** ISCO-08 codes of the wanted work, as confirmed by a person. */
  wanted: readonly string[]
  /** ISCO-08 codes of earlier work. */
  done: readonly string[]
  provinceCode: string | null
  districtCode: string | null
  reach: 'own-district' | 'province' | 'anywhere' | 'list'
  places: readonly string[]
  skills: readonly string[]
  /** Least wage of a month. */
  wageMin: MonthlyWage | null
  experienceYears: number | null
}

/** Wages of other periods or currencies are not compared. */
export interface MonthlyWage {
  amount: number
  currency: string
}

export interface Opening {
  vacancyId: string
  isco: string | null
  provinceCode: string | null
  districtCode: string | null
  skills: readonly string[]
  /** Most that the vacancy pays in a month, when it says so. */
  wageMax: MonthlyWage | null
  experienceMin: number | null
}

export type Reason =
  | { part: 'occupation'; points: number; level: 4 | 3 | 2 }
  | { part: 'place'; points: number; level: 'district' | 'province' | 'anywhere' | 'not-stated' }
  | { part: 'skills'; points: number; matched: number; asked: number }
  | { part: 'experience'; points: number; level: 'enough' | 'same-occupation' | 'not-asked' }
  | { part: 'wage'; points: number; level: 'enough' | 'not-stated' }

export interface Match {
  score: number
  reasons: readonly Reason[]
}

const occupationPoints = { 4: 50, 3: 35, 2: 20 } as const

function sharedDigits(a: string, b: string): 0 | 2 | 3 | 4 {
  if (a === b) return 4
  if (a.slice(0, 3) === b.slice(0, 3)) return 3
  return a.slice(0, 2) === b.slice(0, 2) ? 2 : 0
}

function bestShared(codes: readonly string[], isco: string): 0 | 2 | 3 | 4 {
  return codes.reduce<0 | 2 | 3 | 4>((best, code) => {
    const shared = sharedDigits(code, isco)
    return shared > best ? shared : best
  }, 0)
}

function judgePlace(seeker: Seeker, opening: Opening): Reason | null {
  if (opening.provinceCode === null) return { part: 'place', points: 10, level: 'not-stated' }
  if (opening.districtCode !== null && opening.districtCode === seeker.districtCode) return { part: 'place', points: 20, level: 'district' }
  if (opening.provinceCode === seeker.provinceCode) return seeker.reach === 'own-district' && opening.districtCode !== null ? null : { part: 'place', points: 15, level: 'province' }
  if (seeker.reach === 'anywhere' || seeker.places.includes(opening.provinceCode)) return { part: 'place', points: 10, level: 'anywhere' }
  return null
}

function judgeExperience(seeker: Seeker, opening: Opening, isco: string): Reason | null {
  const years = seeker.experienceYears ?? 0
  if (opening.experienceMin === null || opening.experienceMin === 0) {
    return bestShared(seeker.done, isco) === 4 ? { part: 'experience', points: 10, level: 'same-occupation' } : { part: 'experience', points: 5, level: 'not-asked' }
  }
  return years >= opening.experienceMin ? { part: 'experience', points: 10, level: 'enough' } : null
}

/** The score of a pair and its reasons; null when the pair is not proposed: other work, or too far for the person's wish. */
export function match(seeker: Seeker, opening: Opening): Match | null {
  if (opening.isco === null) return null
  const level = bestShared(seeker.wanted, opening.isco)
  if (level === 0) return null
  const place = judgePlace(seeker, opening)
  if (!place) return null
  const reasons: Reason[] = [{ part: 'occupation', points: occupationPoints[level], level }, place]
  const asked = new Set(opening.skills)
  if (asked.size > 0) {
    const matched = [...asked].filter((skill) => seeker.skills.includes(skill)).length
    if (matched > 0) reasons.push({ part: 'skills', points: Math.floor((10 * matched) / asked.size), matched, asked: asked.size })
  }
  const experience = judgeExperience(seeker, opening, opening.isco)
  if (experience) reasons.push(experience)
  const { wageMin } = seeker
  const { wageMax } = opening
  if (wageMin === null || wageMax === null || wageMin.currency !== wageMax.currency) reasons.push({ part: 'wage', points: 5, level: 'not-stated' })
  else if (wageMax.amount >= wageMin.amount) reasons.push({ part: 'wage', points: 10, level: 'enough' })
  return { score: reasons.reduce((sum, { points }) => sum + points, 0), reasons }
}

/** Best first; equal scores in the order of their ids, so that a list never changes by itself. */
export function byScore<T extends { match: Match; id: string }>(a: T, b: T): number {
  return b.match.score - a.match.score || (a.id < b.id ? -1 : 1)
}
