/** Profiling, stage 1: advice on how much help a person may need. Sex, disability, ethnicity and health are no inputs. */
export const educationAnswers = ['upper', 'lower', 'primary', 'none'] as const
export const experienceAnswers = ['three-years', 'one-year', 'less-or-other', 'none'] as const
export const mobilityAnswers = ['other-province', 'own-district-transport', 'on-foot'] as const
export const phoneAnswers = ['own-phone-internet', 'own-phone', 'shared-or-none'] as const
export const bands = ['A', 'B', 'C'] as const
export type Band = (typeof bands)[number]

/** What was asked; null where it was not. */
export interface ProfileInputs {
  /** Whole months, or that the person never worked. */
  monthsWithoutWork: number | 'never-worked' | null
  education: (typeof educationAnswers)[number] | null
  age: number | null
  /** Open posts for each registered seeker of the wanted work, two digits of ISCO, in the province, over three months. */
  postsPerSeeker: number | null
  experience: (typeof experienceAnswers)[number] | null
  mobility: (typeof mobilityAnswers)[number] | null
  phone: (typeof phoneAnswers)[number] | null
  /** How many of: documents, care duties, transport cost, reading, debt, housing. */
  barriers: number | null
}
export const factors = ['monthsWithoutWork', 'education', 'age', 'postsPerSeeker', 'experience', 'mobility', 'phone', 'barriers'] as const
export type Factor = (typeof factors)[number]

interface Steps {
  /** From this value on, so many points; highest first. */
  readonly from: readonly (readonly [value: number, points: number])[]
  readonly notAsked: number
}
interface Answers {
  readonly answers: Readonly<Record<string, number>>
  readonly notAsked: number
}

/** Points of each factor. A change is a new version: runs keep the one they were made with. */
export const weights = {
  version: '1',
  months: { from: [[12, 3], [6, 2], [3, 1], [0, 0]], notAsked: 1 } satisfies Steps,
  neverWorked: 2,
  education: { answers: { upper: 0, lower: 1, primary: 2, none: 3 }, notAsked: 1 } satisfies Answers,
  age: { from: [[55, 2], [45, 1], [25, 0], [0, 1]], notAsked: 0 } satisfies Steps,
  posts: { from: [[1, 0], [0.5, 1], [0.2, 2], [0, 3]], notAsked: 1 } satisfies Steps,
  experience: { answers: { 'three-years': 0, 'one-year': 1, 'less-or-other': 2, none: 3 }, notAsked: 1 } satisfies Answers,
  mobility: { answers: { 'other-province': 0, 'own-district-transport': 1, 'on-foot': 2 }, notAsked: 1 } satisfies Answers,
  phone: { answers: { 'own-phone-internet': 0, 'own-phone': 1, 'shared-or-none': 2 }, notAsked: 1 } satisfies Answers,
  barriers: { from: [[3, 3], [2, 2], [1, 1], [0, 0]], notAsked: 0 } satisfies Steps,
  bands: [[13, 'C'], [7, 'B'], [0, 'A']] as const,
  /** With more factors than this not asked there is no band. */
  mostNotAsked: 3,
} as const

export interface Profile {
  points: Readonly<Record<Factor, number>>
  total: number
  /** Null while too little was asked. */
  band: Band | null
  /** How many factors more must be asked for a band. */
  askMore: number
}

const stepOf = ({ from, notAsked }: Steps, value: number | null): number => (value === null ? notAsked : (from.find(([least]) => value >= least)?.[1] ?? 0))
const answerOf = ({ answers, notAsked }: Answers, value: string | null): number => (value === null ? notAsked : (answers[value] ?? notAsked))

export const bandOf = (total: number): Band => weights.bands.find(([least]) => total >= least)?.[1] ?? 'A'

export function profile(inputs: ProfileInputs): Profile {
  const points: Record<Factor, number> = {
    monthsWithoutWork: inputs.monthsWithoutWork === 'never-worked' ? weights.neverWorked : stepOf(weights.months, inputs.monthsWithoutWork),
    education: answerOf(weights.education, inputs.education),
    age: stepOf(weights.age, inputs.age),
    postsPerSeeker: stepOf(weights.posts, inputs.postsPerSeeker),
    experience: answerOf(weights.experience, inputs.experience),
    mobility: answerOf(weights.mobility, inputs.mobility),
    phone: answerOf(weights.phone, inputs.phone),
    barriers: stepOf(weights.barriers, inputs.barriers),
  }
  const total = Object.values(points).reduce((sum, value) => sum + value, 0)
  const askMore = Math.max(0, factors.filter((factor) => inputs[factor] === null).length - weights.mostNotAsked)
  return { points, total, band: askMore > 0 ? null : bandOf(total), askMore }
}
