/** Every constant of the score. A result names the version; a change is a new version. Points add up to 10,000. */
export interface ScoreConstants {
  readonly version: string
  readonly skillsLeast: number
  readonly skillsPerDeclared: number
  readonly skillsDeclaredMost: number
  readonly occupation: number
  readonly experience: number
  readonly place: number
  readonly wage: number
  readonly education: number
  readonly languages: number
  readonly freshness: number
  /** Percent of a profile skill's weight that counts although nobody declared it. */
  readonly expansion: number
  /** Percent of a skill's weight that its broader skills carry; 0 leaves them out. */
  readonly broader: number
  /** idf of a skill that the weights file does not hold. */
  readonly unknownIdf: number
  /** Reference length of an occupation without a profile. */
  readonly unknownLength: number
  /** Closeness by shared ISCO digits: none, 1, 2, 3, 4. */
  readonly closeness: readonly [number, number, number, number, number]
  readonly lineFactors: { readonly wanted: readonly [number, number, number]; readonly last: number; readonly past: number }
}

export const constants: ScoreConstants = {
  version: 'openpes/1',
  skillsLeast: 2700, skillsPerDeclared: 150, skillsDeclaredMost: 12,
  occupation: 2700, experience: 600, place: 1000, wage: 500, education: 300, languages: 200, freshness: 200,
  expansion: 35, broader: 0, unknownIdf: 6910, unknownLength: 23_950,
  closeness: [0, 2500, 5000, 7500, 10_000],
  lineFactors: { wanted: [100, 90, 80], last: 80, past: 70 },
}
