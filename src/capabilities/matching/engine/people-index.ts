import type { KnownGround } from '../queries/facts'
import { constants } from '../score/constants'
import type { PersonFacts } from '../score/facts'
import { bump, byteColumn, bytes, codeAt, codeWidth, findId, idAt, integerColumn, integers, Numbering, putCode, putId, runningSum, shortColumn, shorts, wordColumn, words } from './columns'

/** What place, contract, night work and access of a person decide; many people share one. */
export interface Limits {
  readonly province: string | null
  readonly district: string | null
  readonly commuteKm: number
  readonly moveAll: boolean
  readonly move: readonly string[]
  readonly contracts: readonly string[]
  readonly noNight: boolean
  readonly accessNeeded: boolean
}
/** Facts that few people have. */
export interface Rare {
  readonly absent: readonly number[]
  readonly blocked: readonly string[]
  readonly worksFrom: number | null
  readonly hazardFrom: number | null
}
/** People of one district. */
export interface Block {
  readonly district: string | null
  /** Null when it is not the same for all. */
  readonly province: string | null
  readonly commuteMost: number
}
export const missingByte = 255
export const flags = { months: 1, rare: 2 } as const
const isRare = ({ absent, blocked, worksFrom, hazardFrom }: PersonFacts) => absent.length + blocked.length > 0 || worksFrom !== null || hazardFrom !== null

/** What many people share as flat arrays: each value is the number of a district, province, set of contracts or set of places. */
function flattenLimits(limits: readonly Limits[]) {
  const [districts, provinces, contracts, moves] = [new Numbering<string | null>(), new Numbering<string | null>(), new Numbering<readonly string[]>(), new Numbering<{ moveAll: boolean; move: readonly string[] }>()]
  const flat = { district: shorts(limits.length), province: shorts(limits.length), commute: shorts(limits.length), contract: shorts(limits.length), move: words(limits.length), bits: bytes(limits.length) }
  limits.forEach((one, at) => {
    flat.district[at] = districts.of(one.district ?? '', () => one.district)
    flat.province[at] = provinces.of(one.province ?? '', () => one.province)
    flat.commute[at] = one.commuteKm
    flat.contract[at] = contracts.of(one.contracts.join(), () => one.contracts)
    flat.move[at] = moves.of(`${one.moveAll} ${one.move.join()}`, () => ({ moveAll: one.moveAll, move: one.move }))
    flat.bits[at] = (one.noNight ? limitBits.noNight : 0) + (one.accessNeeded ? limitBits.access : 0)
  })
  return { ...flat, districts: districts.values, provinces: provinces.values, contracts: contracts.values, moves: moves.values }
}
export const limitBits = { noNight: 1, access: 2 } as const

/** Profiles of occupations as flat arrays; occupation 0 stands for none. */
export function flattenProfiles(ground: KnownGround, occupations: Numbering<string>) {
  const codes = occupations.values
  const start = words(codes.length + 1)
  const [skill, worth] = [wordColumn(), wordColumn()]
  const length = words(codes.length)
  const hasProfile = bytes(codes.length)
  codes.forEach((isco, at) => {
    const profile = ground.profiles.get(isco)
    start[at] = skill.length
    length[at] = profile?.length ?? constants.unknownLength
    hasProfile[at] = profile ? 1 : 0
    for (const [one, value] of profile?.worth ?? []) {
      skill.push(one)
      worth.push(value)
    }
  })
  start[codes.length] = skill.length
  return { start, skill: skill.values, worth: worth.values, length, hasProfile }
}

/**
 * Reads facts of people in the order of their ids and lays them out in shared memory, people of one occupation and district beside
 * each other. A skill stands as twice its number, one more when it is inferred.
 */
export class PeopleBuilder {
  readonly occupations = new Numbering<string>()
  private readonly limits = new Numbering<Limits>()
  private readonly blocks = new Numbering<{ district: string | null; province: string | null; commuteMost: number }>()
  private readonly languages = new Numbering<readonly string[]>()
  private readonly minors = new Numbering<string>()
  private readonly column = {
    id: new Uint8Array(16 * 1024), code: new Uint8Array(codeWidth * 1024), limit: wordColumn(), block: shortColumn(), language: shortColumn(), isced: byteColumn(), wageLeast: integerColumn(),
    wageExpected: integerColumn(), contact: shortColumn(), shown: shortColumn(), flags: byteColumn(), declared: byteColumn(), skillEnd: wordColumn(), skill: wordColumn(), minorEnd: wordColumn(), minor: shortColumn(), months: shortColumn(),
    lineEnd: wordColumn(), lineOccupation: shortColumn(), lineFactor: byteColumn(),
  }
  private readonly rare = new Map<number, Rare>()
  private heldMost = 0
  count = 0

  constructor(private readonly ground: KnownGround) {
    this.occupations.of('', () => '')
  }

  add(person: PersonFacts): void {
    const { column } = this
    const at = this.count++
    if (column.id.length < (at + 1) * 16) {
      const [id, code] = [new Uint8Array(column.id.length * 2), new Uint8Array(column.code.length * 2)]
      id.set(column.id)
      code.set(column.code)
      column.id = id
      column.code = code
    }
    putId(column.id, at, person.personId)
    putCode(column.code, at, person.code)
    const { province, district, commuteKm, moveAll, move, contracts, noNight, accessNeeded } = person
    const limits = { province, district, commuteKm, moveAll, move, contracts, noNight, accessNeeded }
    column.limit.push(this.limits.of(JSON.stringify(Object.values(limits)), () => limits))
    const number = this.blocks.of(district ?? '', () => ({ district, province, commuteMost: 0 }))
    const block = this.blocks.values[number]
    if (block) {
      block.commuteMost = Math.max(block.commuteMost, commuteKm)
      if (block.province !== province) block.province = null
    }
    column.block.push(number)
    column.language.push(this.languages.of(person.languages.join(), () => person.languages))
    column.isced.push(person.isced ?? missingByte)
    column.wageLeast.push(person.wageLeast ?? -1)
    column.wageExpected.push(person.wageExpected ?? -1)
    column.contact.push(person.contactOn ?? 0)
    column.shown.push(person.shown)
    column.flags.push((person.months === null ? 0 : flags.months) + (isRare(person) ? flags.rare : 0))
    column.declared.push(Math.min(missingByte, person.skills.length))
    for (const skill of person.skills) column.skill.push(skill * 2)
    for (const skill of person.inferred) if (!person.skills.includes(skill)) column.skill.push(skill * 2 + 1)
    column.skillEnd.push(column.skill.length)
    this.heldMost = Math.max(this.heldMost, person.skills.length + person.inferred.length)
    for (const [minor, months] of person.months ?? []) {
      column.minor.push(this.minors.of(minor, () => minor))
      column.months.push(months)
    }
    column.minorEnd.push(column.minor.length)
    for (const { isco, factor } of person.lines) {
      column.lineOccupation.push(isco === null ? 0 : this.occupations.of(isco, () => isco))
      column.lineFactor.push(factor)
    }
    column.lineEnd.push(column.lineOccupation.length)
    if (isRare(person)) this.rare.set(at, { absent: person.absent, blocked: person.blocked, worksFrom: person.worksFrom, hazardFrom: person.hazardFrom })
  }

  build() {
    const { column, count } = this
    const blocks: readonly Block[] = this.blocks.values
    const { cellStart, recordRank, occupationOf } = this.arrange()
    const { rankOf, numberOf, personOf } = numberPeople(recordRank, count)
    const simple = <A extends Numbers | Int32Array>(from: Numbers | Int32Array, into: A): A => {
      for (let number = 0; number < count; number += 1) into[number] = from[rankOf[number] ?? 0] ?? 0
      return into
    }
    const code = bytes(count * codeWidth)
    for (let number = 0; number < count; number += 1) code.set(column.code.subarray((rankOf[number] ?? 0) * codeWidth, ((rankOf[number] ?? 0) + 1) * codeWidth), number * codeWidth)
    const ids = bytes(count * 16)
    ids.set(column.id.subarray(0, count * 16))
    const manySkills = column.skill.values.reduce((most, value) => Math.max(most, value), 0) > 65_535
    const skill = regroup(rankOf, column.skillEnd.values, [[column.skill.values, manySkills ? words : shorts]])
    const minor = regroup(rankOf, column.minorEnd.values, [[column.minor.values, shorts], [column.months.values, shorts]])
    const line = regroup(rankOf, column.lineEnd.values, [[column.lineOccupation.values, shorts], [column.lineFactor.values, bytes]])
    const rare = new Map([...this.rare].map(([rank, facts]) => [numberOf[rank] ?? 0, facts]))
    const people = {
      count, ids, code, numberOf, rankOf, blocks, rare, limits: flattenLimits(this.limits.values), languages: this.languages.values, minors: this.minors.values, occupations: this.occupations.values,
      profiles: flattenProfiles(this.ground, this.occupations), limit: simple(column.limit.values, words(count)), language: simple(column.language.values, shorts(count)), isced: simple(column.isced.values, bytes(count)),
      wageLeast: simple(column.wageLeast.values, integers(count)), wageExpected: simple(column.wageExpected.values, integers(count)), contact: simple(column.contact.values, shorts(count)),
      shown: simple(column.shown.values, shorts(count)), flags: simple(column.flags.values, bytes(count)), declared: simple(column.declared.values, bytes(count)), heldMost: this.heldMost, dead: bytes(count), skillStart: skill.start, skill: skill.columns[0] ?? shorts(0), minorStart: minor.start,
      minor: minor.columns[0] ?? shorts(0), months: minor.columns[1] ?? shorts(0), lineStart: line.start, lineOccupation: line.columns[0] ?? shorts(0), lineFactor: line.columns[1] ?? bytes(0),
    }
    return { ...people, cellStart, occupationOf, personOf, bySkill: postings(people.skillStart, people.skill, personOf) }
  }

  /**
   * One record for each person and occupation, in cells by block and occupation: those who can come from near. Who would move, and so can
   * come from everywhere, has a second one, in cells by occupation behind the others. In a cell those who declare most come first.
   */
  private arrange() {
    const { column, count } = this
    const [blocks, occupations] = [this.blocks.values.length, this.occupations.values.length]
    const cellStart = words((blocks + 1) * occupations + 1)
    const moves = this.limits.values.map(({ moveAll, move }) => moveAll || move.length > 0)
    const eachCell = (rank: number, visit: (cell: number, occupation: number) => void) => {
      const from = rank === 0 ? 0 : (column.lineEnd.values[rank - 1] ?? 0)
      for (let i = from; i < (column.lineEnd.values[rank] ?? 0); i += 1) {
        const occupation = column.lineOccupation.values[i] ?? 0
        if (column.lineOccupation.values.subarray(from, i).indexOf(occupation) >= 0) continue
        visit((column.block.values[rank] ?? 0) * occupations + occupation, occupation)
        if (moves[column.limit.values[rank] ?? 0]) visit(blocks * occupations + occupation, occupation)
      }
    }
    const byDeclared = sortBySteps(count, (rank) => constants.skillsDeclaredMost - Math.min(column.declared.values[rank] ?? 0, constants.skillsDeclaredMost))
    for (const rank of byDeclared) eachCell(rank, (cell) => void bump(cellStart, cell + 1))
    runningSum(cellStart)
    const recordRank = new Uint32Array(cellStart.at(-1) ?? 0)
    const occupationOf = shorts(recordRank.length)
    const next = cellStart.slice()
    for (const rank of byDeclared) {
      eachCell(rank, (cell, occupation) => {
        const record = bump(next, cell)
        recordRank[record] = rank
        occupationOf[record] = occupation
      })
    }
    return { cellStart, recordRank, occupationOf }
  }
}

/** Ranks in rising order of their step, and of rank within a step. */
function sortBySteps(count: number, stepOf: (rank: number) => number): Uint32Array {
  const start = new Uint32Array(constants.skillsDeclaredMost + 2)
  for (let rank = 0; rank < count; rank += 1) bump(start, stepOf(rank) + 1)
  runningSum(start)
  const sorted = new Uint32Array(count)
  for (let rank = 0; rank < count; rank += 1) sorted[bump(start, stepOf(rank))] = rank
  return sorted
}

/** Numbers people in the order of their first record, so that what is read together lies together. */
function numberPeople(recordRank: Uint32Array, count: number) {
  const [rankOf, numberOf, personOf] = [words(count), words(count).fill(count), words(recordRank.length)]
  let next = 0
  recordRank.forEach((rank, record) => {
    if (numberOf[rank] === count) {
      rankOf[next] = rank
      numberOf[rank] = next++
    }
    personOf[record] = numberOf[rank] ?? 0
  })
  return { rankOf, numberOf, personOf }
}

export type PeopleIndex = ReturnType<PeopleBuilder['build']>
type Numbers = Uint8Array | Uint16Array | Uint32Array

/** Lists of many values for each record, in the new order of records. */
export function regroup(rankOf: Uint32Array, ends: Uint32Array, sources: readonly (readonly [Numbers, (n: number) => Numbers])[]) {
  const start = words(rankOf.length + 1)
  const total = rankOf.length === 0 ? 0 : (ends[rankOf.length - 1] ?? 0)
  const columns = sources.map(([, make]) => make(total))
  let at = 0
  for (let number = 0; number < rankOf.length; number += 1) {
    const rank = rankOf[number] ?? 0
    start[number] = at
    for (let i = rank === 0 ? 0 : (ends[rank - 1] ?? 0); i < (ends[rank] ?? 0); i += 1, at += 1) {
      for (let c = 0; c < columns.length; c += 1) (columns[c] as Numbers)[at] = sources[c]?.[0][i] ?? 0
    }
  }
  start[rankOf.length] = at
  return { start, columns }
}

/** For each skill the records whose person holds it, declared or inferred, in rising order. */
function postings(start: Uint32Array, skill: Numbers, personOf: Uint32Array) {
  let most = 0
  for (let i = 0; i < skill.length; i += 1) most = Math.max(most, (skill[i] ?? 0) >>> 1)
  const first = words(most + 2)
  const each = (visit: (skill: number, record: number) => void) => {
    for (let record = 0; record < personOf.length; record += 1) {
      const person = personOf[record] ?? 0
      for (let i = start[person] ?? 0; i < (start[person + 1] ?? 0); i += 1) visit((skill[i] ?? 0) >>> 1, record)
    }
  }
  each((one) => void bump(first, one + 1))
  runningSum(first)
  const holder = words(first.at(-1) ?? 0)
  const next = first.slice()
  each((one, record) => (holder[bump(next, one)] = record))
  return { first, holder }
}

export const personIdAt = (people: PeopleIndex, number: number) => idAt(people.ids, people.rankOf[number] ?? 0)
export const personCodeAt = (people: PeopleIndex, number: number) => codeAt(people.code, number)
/** Number of a person; -1 when the index does not hold it. */
export const findPerson = (people: PeopleIndex, id: string) => {
  const rank = findId(people.ids, id)
  return rank < 0 ? -1 : (people.numberOf[rank] ?? -1)
}
