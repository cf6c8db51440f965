// How well people and jobs are matched, on labels of our own, beside simple baselines in the same run; and how well titles are coded.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { evaluate } from '../../src/capabilities/matching/evaluate/evaluate'
import { meanQuality, qualityOf } from '../../src/capabilities/matching/evaluate/measures'
import { firstWeights, secondWeights, type WeightsVersion } from '../../src/capabilities/matching/evaluate/weights-versions'
import { seeded } from '../../src/capabilities/matching/engine/random-nation'
import { everydayTitles, labelsOfCountry } from '../../src/platform/classifications/coding/known-labels'
import { buildCoder } from '../../src/platform/classifications/coding/occupation-coder'
import { titleWords } from '../../src/platform/classifications/coding/title-features'
import { type Esco, readEsco } from '../../src/platform/classifications/esco/read-esco'
import { loadCountry } from '../../src/platform/country/index'

const top = 10
const [path = ''] = process.argv.slice(2)
const esco = await readEsco([path])
const random = seeded(20_261)

interface Job { id: string; isco: string; skills: { uri: string; role: 'essential' | 'optional' }[] }
const jobs: Job[] = esco.occupations.map(({ uri, isco }) => ({ id: uri, isco, skills: [] }))
for (const { occupation, skill, essential } of esco.relations) jobs[occupation]?.skills.push({ uri: esco.skills[skill]?.uri ?? '', role: essential ? 'essential' : 'optional' })
const byId = new Map(jobs.map((job) => [job.id, job]))

type Labels = Map<string, Record<string, number>>
interface Profile extends Job { known: 'occupation' | 'group' | 'nothing' }
interface Set_ { name: string; profiles: Profile[]; labels: Labels; excludeOwn: boolean }

/** So many skills of a job, essential ones first choice; all of them for 0. */
function some(job: Job, count: number): Job['skills'] {
  if (count === 0) return job.skills
  const essential = job.skills.filter(({ role }) => role === 'essential')
  const pool = (essential.length >= count ? essential : job.skills).map((skill) => ({ skill, at: random.next() }))
  return pool.sort((a, b) => a.at - b.at).slice(0, count).map(({ skill }) => skill)
}

/** Moves from one occupation to another, judged by hand; one half was looked at while tuning, the other held out. */
function moves(half: 0 | 1, count: number, known: Profile['known']): Set_ {
  const lines = readFileSync('bench/labels/occupation-moves.jsonl', 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as { id: string; relevant: Record<string, number> })
  const kept = lines.filter((_, at) => at % 2 === half)
  return {
    name: `moves, ${half === 0 ? 'first' : 'second'} half, ${count === 0 ? 'all' : count} skills, ${known} known`, excludeOwn: true, labels: new Map(kept.map(({ id, relevant }) => [id, relevant])),
    profiles: kept.flatMap(({ id }) => { const job = byId.get(id); return job ? [{ ...job, skills: some(job, count), known }] : [] }),
  }
}

/** Some skills of an occupation and nothing else: is the occupation found again? */
function leftOut(count: number): Set_ {
  const drawn = Array.from({ length: 300 }, () => random.pick(jobs.filter(({ skills }) => skills.length >= 10)))
  const unique = [...new Map(drawn.map((job) => [job.id, job])).values()]
  return { name: `found again by ${count} of its skills, nothing else known`, excludeOwn: false, labels: new Map(unique.map(({ id }) => [id, { [id]: 3 }])), profiles: unique.map((job) => ({ ...job, skills: some(job, count), known: 'nothing' })) }
}

type Ranker = (set: Set_) => Map<string, string[]>
const jsonl = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
const occupationOf = ({ id, isco, known }: Profile) => (known === 'nothing' ? [] : [{ isco, ...(known === 'occupation' ? { esco: id } : {}) }])

const byScore = (weights: WeightsVersion): Ranker => ({ profiles, excludeOwn }) => {
  const { lines, faults } = evaluate({
    profiles: { name: 'profiles', text: jsonl(profiles.map((one) => ({ id: one.id, occupations: occupationOf(one), skills: one.skills, ...(excludeOwn ? { exclude: [one.id] } : {}) }))) },
    candidates: { name: 'candidates', text: jsonl(jobs.map(({ id, isco, skills }) => ({ id, occupations: [{ isco, esco: id }], skills }))) },
  }, { top, lenient: false, esco: esco as Esco, weights, isIsco: () => true })
  if (faults[0]) throw new Error(faults[0].message)
  return new Map(lines.map((line) => JSON.parse(line) as { profile: string; ranking: { candidate: string }[] }).map(({ profile, ranking }) => [profile, ranking.map(({ candidate }) => candidate)]))
}
/** A baseline gives each job a number; ties go to the lower id. */
const byNumber = (value: (profile: Profile, held: ReadonlySet<string>, job: Job) => number): Ranker => ({ profiles, excludeOwn }) => new Map(profiles.map((profile) => {
  const held = new Set(profile.skills.map(({ uri }) => uri))
  const ranked = jobs.flatMap((job) => (excludeOwn && job.id === profile.id ? [] : [{ id: job.id, value: value(profile, held, job) }]))
  return [profile.id, ranked.sort((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1)).slice(0, top).map(({ id }) => id)]
}))
const both = (held: ReadonlySet<string>, job: Job) => job.skills.filter(({ uri }) => held.has(uri)).length
const digits = (a: string, b: string) => [4, 3, 2, 1].find((count) => a.slice(0, count) === b.slice(0, count)) ?? 0

const rankers: Record<string, Ranker> = {
  'version 2': byScore(secondWeights), 'version 1': byScore(firstWeights),
  'digits only': byNumber((profile, _held, job) => (profile.known === 'nothing' ? 0 : digits(profile.isco, job.isco))),
  'coverage share': byNumber((_profile, held, job) => (job.skills.length === 0 ? 0 : both(held, job) / job.skills.length)),
  Jaccard: byNumber((_profile, held, job) => { const shared = both(held, job); return shared / Math.max(1, held.size + job.skills.length - shared) }),
}

const sets = [0, 5, 3].flatMap((count) => ([0, 1] as const).flatMap((half) => (['occupation', 'group', 'nothing'] as const).map((known) => moves(half, count, known)))).concat([5, 3].map(leftOut))
console.log(`nDCG@${top} over ${jobs.length} occupations of ESCO`)
console.log(['set'.padEnd(52), 'n'.padStart(4), ...Object.keys(rankers).map((name) => name.padStart(14))].join(' '))
for (const set of sets) {
  const values = Object.values(rankers).map((rank) => {
    const found = rank(set)
    return meanQuality(set.profiles.map(({ id }) => qualityOf(found.get(id) ?? [], set.labels.get(id) ?? {}, top))).ndcg
  })
  console.log([set.name.padEnd(52), String(set.profiles.length).padStart(4), ...values.map((value) => value.toFixed(3).padStart(14))].join(' '))
}

// Titles without ESCO, labels with the same words left out.
const country = await loadCountry('zz', 'countries')
const titles = (parse(readFileSync('bench/coding/titles.csv'), { columns: true }) as { title: string; isco: string; split: string }[]).filter(({ split }) => split === 'test')
const keyOf = (title: string) => [...new Set(titleWords(title))].sort().join(' ')
const asked = new Set(titles.map(({ title }) => keyOf(title)))
const coder = buildCoder([...labelsOfCountry(country), ...everydayTitles('countries')].filter(({ text }) => !asked.has(keyOf(text))))
const ranks = titles.map(({ title, isco }) => coder.suggest(title).findIndex(({ code }) => code === isco))
const share = (most: number) => `${((100 * ranks.filter((rank) => rank >= 0 && rank < most).length) / ranks.length).toFixed(1)} %`
console.log(`titles coded, without ESCO and without labels of the same words: first ${share(1)}, among five ${share(5)} of ${titles.length}`)
