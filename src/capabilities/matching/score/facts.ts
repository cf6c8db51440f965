/** What a person brings to a score, in whole numbers. There is no field for sex, age, group, health, name or nationality. */
export interface PersonFacts {
  readonly personId: string
  readonly code: string
  readonly province: string | null
  readonly district: string | null
  /** Kilometres the person travels to work each day. */
  readonly commuteKm: number
  readonly moveAll: boolean
  /** Provinces and districts to which the person would move. */
  readonly move: readonly string[]
  /** Contract forms that the person accepts; empty accepts all. */
  readonly contracts: readonly string[]
  readonly noNight: boolean
  readonly accessNeeded: boolean
  /** Least and expected wage of a month in the base currency. */
  readonly wageLeast: number | null
  readonly wageExpected: number | null
  readonly isced: number | null
  readonly languages: readonly string[]
  /** Months of work by ISCO minor group; null when nothing is known. */
  readonly months: ReadonlyMap<string, number> | null
  /** Day number of the last contact. */
  readonly contactOn: number | null
  /** Numbers of skills declared or assessed, inferred, and stated as absent. */
  readonly skills: readonly number[]
  readonly inferred: readonly number[]
  readonly absent: readonly number[]
  readonly blocked: readonly string[]
  /** Legal bits: first day on which the person may work, and do hazardous work; null when that day has come. */
  readonly worksFrom: number | null
  readonly hazardFrom: number | null
  readonly ageKnown: boolean
  /** Impressions to employers in the last 30 days. */
  readonly shown: number
  readonly lines: readonly WorkLine[]
}

/** One line of work of a person; `line` 0 without a code stands for a person who named none. */
export interface WorkLine {
  readonly line: number
  readonly isco: string | null
  readonly factor: number
}

/** What a published vacancy asks and offers. */
export interface VacancyFacts {
  readonly vacancyId: string
  readonly code: string
  readonly employerId: string
  readonly postsLeft: number
  readonly validUntil: number
  readonly startsOn: number | null
  readonly isco: string | null
  readonly province: string | null
  readonly district: string | null
  readonly night: boolean
  readonly contract: string
  readonly accessible: boolean | null
  readonly wageOffer: number | null
  readonly isced: number | null
  readonly months: number
  readonly languages: readonly string[]
  readonly must: readonly number[]
  /** Skills that the advert names; the vector holds those of the occupation too. */
  readonly stated: readonly number[]
  readonly vector: ReadonlyMap<number, number>
  readonly publishedOn: number
  readonly openReferrals: number
  readonly maxOpen: number | null
  readonly hazardous: boolean
  readonly legalIsced: number | null
  readonly licences: readonly number[]
}

/** What the classification and the country know, fixed before any query. */
export interface Ground {
  readonly idf: (skill: number) => number
  /** Reference length and worth of skills that nobody declared; undefined for an occupation without a profile. */
  readonly occupation: (isco: string) => { readonly length: number; readonly worth: ReadonlyMap<number, number> } | undefined
  /** Road kilometres; undefined when the file does not name the pair. */
  readonly distance: (a: string, b: string) => number | undefined
  readonly closeness: (a: string, b: string) => number
}

export const parts = ['skills', 'occupation', 'experience', 'place', 'wage', 'education', 'languages', 'freshness'] as const
export type Part = (typeof parts)[number]
export type Parts = Readonly<Record<Part, number>>

/** What a person must still look at before a pair is used. */
export const checks = { age: 1, law: 2, must: 4, access: 8 } as const

export interface PairScore {
  /** Number of the first hard filter that removes the pair; 0 when none does. */
  readonly filter: number
  readonly checks: number
  readonly line: number
  readonly score: number
  readonly parts: Parts
  readonly cosine: number
  readonly closeness: number
}
