import { sql } from 'kysely'
import { addWorkingDays } from '../../../kernel/calendar'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { scoreDuplicate, type Agreement } from '../../../platform/text/duplicates'
import { latinKey, nativeKey } from '../../../platform/text/name-keys'
import type { BirthFact } from '../model'
import { compared, listCompared, listDecidedOthers, listPairScores, upsertPair } from '../queries/duplicates'
import { findIdsByKeys, findIdsBySound } from '../queries/people'
import { birthYearOf } from '../rules'
import { candidateKeys } from '../search-keys'
import { workingCalendar } from './registrations'

/** What is compared of a person who is about to be registered, or of one who is. */
export interface Subject {
  /** Null before the first saving. */
  personId: string | null
  nameNative: string | null
  nameLatin: string | null
  sex: string
  birth: BirthFact
  phones: readonly string[]
  provinceCode: string | null
  districtCode: string | null
  communeCode: string | null
}
export interface Candidate {
  id: string
  score: number
  result: 'likely' | 'possible'
  agreeing: readonly Agreement[]
}
/** A person at another centre: never who. */
export interface CandidateElsewhere {
  centreId: string
  score: number
  agreeing: string[]
}

const most = 5
const mostCompared = 200

const namesOf = (subject: Subject) => [subject.nameNative, subject.nameLatin].flatMap((name) => name ?? [])
const keysOf = (subject: Subject) => candidateKeys({ names: namesOf(subject), phones: subject.phones, sex: subject.sex, birth: subject.birth, provinceCode: subject.provinceCode })

/** People of the reader's centres who may be this one, the likeliest first. Pairs that somebody has decided are left out. */
export async function findDuplicates(reader: Reader, subject: Subject): Promise<Candidate[]> {
  return compareWithOthers(reader, subject, subject.personId ? await listDecidedOthers(reader, subject.personId) : [])
}

async function compareWithOthers(reader: Reader, subject: Subject, without: readonly string[]): Promise<Candidate[]> {
  const keys = keysOf(subject)
  const isSound = (key: string) => key.startsWith('s:')
  const exact = await findIdsByKeys(reader, keys.filter((key) => !isSound(key)))
  const ids = [...new Set([...exact, ...(await findIdsBySound(reader, keys.filter(isSound), birthYearOf(subject.birth)))])].slice(0, mostCompared)
  const decided = new Set(without)
  const others = await listCompared(reader, ids.filter((id) => id !== subject.personId && !decided.has(id)))
  const self = compared({
    ...subject.birth, sex: subject.sex, nameNative: subject.nameNative, nameLatin: subject.nameLatin, phones: [...subject.phones], province: subject.provinceCode,
    district: subject.districtCode, commune: subject.communeCode, village: null, documents: [],
  })
  return others
    .flatMap(({ id, person }) => {
      const { score, result, agreeing } = scoreDuplicate(self, person)
      return result ? [{ id, score, result, agreeing }] : []
    })
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, most)
}

export async function findDuplicatesElsewhere(reader: Reader, subject: Subject): Promise<CandidateElsewhere[]> {
  const whole = namesOf(subject).map((name) => `n:${/[\u1780-\u17FF\u0E80-\u0EFF]/.test(name) ? nativeKey(name) : latinKey(name)}`)
  const { rows } = await sql<CandidateElsewhere>`select centre_id as "centreId", score, agreeing from candidates_elsewhere(
    ${[...keysOf(subject), ...whole]}::text[], ${subject.birth.birthDate}::date, ${birthYearOf(subject.birth)}::int, ${subject.sex}, ${[...subject.phones]}::text[],
    ${subject.provinceCode}, ${subject.districtCode}, ${subject.communeCode})`.execute(reader.db)
  return rows
}

/** Writes down what was decided about pairs; without a decision it is due in three working days. */
export async function recordPairs(tx: Tx, platform: Platform, personId: string, candidates: readonly Candidate[], decision: 'same' | 'different' | null): Promise<void> {
  const { actor, today } = tx.context
  if (!actor.centreId) return
  for (const { id, score, agreeing } of candidates) {
    await upsertPair(tx, { personId, otherId: id, centreId: actor.centreId, score, agreeing, decision, dueOn: addWorkingDays(today, 3, workingCalendar(platform.country)) })
    tx.note({ action: 'duplicate.decide', subjectKind: 'person', subjectId: personId, purpose: 'registration', fields: [decision ?? 'later'] })
  }
}

/** After a change of name, birth, place or phone: likely doubles that nobody has judged, or that look more alike than when they were judged, are due again. */
export async function recheckDuplicates(tx: Tx, platform: Platform, subject: Subject): Promise<void> {
  if (!subject.personId) return
  const judged = new Map((await listPairScores(tx, subject.personId)).map(({ otherId, score }) => [otherId, score]))
  const candidates = await compareWithOthers(tx, subject, [])
  await recordPairs(tx, platform, subject.personId, candidates.filter(({ id, score, result }) => result === 'likely' && score > (judged.get(id) ?? 0)), null)
}
