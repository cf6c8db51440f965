import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Db } from '../../../platform/db/database'
import type { Log } from '../../../platform/platform'
import { asRanking, type Asking, firstId, listPersonFacts, listVacancyFacts, nextPersonFacts, nextVacancyFacts, numbersHash, readGround } from '../queries/facts'
import type { VacancyFacts } from '../score/facts'
import { Layers } from './layers'
import { PeopleBuilder } from './people-index'
import { buildVacancyIndex } from './vacancy-index'

const pageSize = 5000
const mostAtOnce = 2000
/** Changed records after which the large part is built anew. */
const tailMost = 20_000
const lagMost = 60_000

export interface LiveOptions {
  readonly db: Db
  readonly today: () => CalendarDate
  readonly clock: () => Date
  readonly log: Log
}

const rest = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Keeps an index in step with the store: reads the outbox, and builds a second one beside the first when much has changed. */
export class LiveIndex {
  private layers: Layers | undefined
  private cursor = 0
  private seenAt = 0
  private timer: NodeJS.Timeout | undefined
  private deafen: (() => Promise<void>) | undefined
  private isCalled = false
  private working: Promise<void> | undefined
  private stopped = false

  constructor(private readonly options: LiveOptions) {}

  /** The index, when it is ready and not behind. Undefined: ask the store itself. */
  ready(): Layers | undefined {
    return this.layers && this.options.clock().getTime() - this.seenAt <= lagMost ? this.layers : undefined
  }

  /** Steps when the store says that something changed and, for a store that cannot say so, every so many milliseconds. */
  start(every = 200): void {
    this.timer = setInterval(() => void this.step(), every)
    this.timer.unref()
    this.deafen = this.options.db.engine.listen('match', () => this.wake())
    void this.step()
  }

  /** A step that is under way may have looked before the change: another one follows it. */
  private wake(): void {
    if (this.working) this.isCalled = true
    else void this.step()
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.layers = undefined
    clearInterval(this.timer)
    await this.deafen?.()
    await this.working
  }

  /** One step: builds when there is nothing yet or too much has changed, else takes what is new. Steps never overlap. */
  step(): Promise<void> {
    this.working ??= this.work().catch((error: unknown) => this.options.log('error', { matching: error instanceof Error ? error.name : 'unknown' })).finally(() => {
      this.working = undefined
      const isCalled = this.isCalled
      this.isCalled = false
      if (isCalled) void this.step()
    })
    return this.working
  }

  private async work(): Promise<void> {
    if (this.stopped) return
    await this.refresh()
    if (!this.layers) await this.build()
    const before = this.cursor
    await this.takeNew()
    if (this.layers && (this.layers.tail > tailMost || (this.cursor !== before && (await this.numbersChanged(this.layers))))) await this.build()
    this.seenAt = this.options.clock().getTime()
  }

  /** Writes the facts of changed records, until none waits. */
  private async refresh(): Promise<void> {
    for (;;) {
      const done = await asRanking(this.options.db, async (asking) =>
        (await sql<{ done: number }>`select match_refresh(${mostAtOnce}, ${this.options.today()}) as done`.execute(asking)).rows[0]?.done ?? 0)
      if (done < mostAtOnce || this.stopped) return
    }
  }

  /** Builds anew beside the one that answers, in slices, and swaps when it has caught up. */
  async build(): Promise<void> {
    const { db } = this.options
    const ask = <T>(run: (asking: Asking) => Promise<T>) => asRanking(db, run)
    const cursor = await ask(lastOf)
    const ground = await ask(readGround)
    const builder = new PeopleBuilder(ground)
    for (let after = firstId; !this.stopped; await rest()) {
      const people = await ask((asking) => nextPersonFacts(asking, after, pageSize))
      for (const person of people) builder.add(person)
      const last = people.at(-1)
      if (!last) break
      after = last.personId
    }
    const vacancies: VacancyFacts[] = []
    for (let after = firstId; !this.stopped; await rest()) {
      const some = await ask((asking) => nextVacancyFacts(asking, after, pageSize))
      vacancies.push(...some)
      const last = some.at(-1)
      if (!last) break
      after = last.vacancyId
    }
    const layers = new Layers(ground, builder.build(), buildVacancyIndex(vacancies))
    const caught = await this.catchUp(layers, cursor)
    this.layers = layers
    this.cursor = caught
    this.options.log('info', { matching: 'built', people: builder.count, vacancies: vacancies.length })
  }

  /** The country's numbers are not those of the index: every product of it is old. */
  private numbersChanged(layers: Layers): Promise<boolean> {
    return asRanking(this.options.db, async (asking) => (await numbersHash(asking)) !== layers.ground.numbersHash)
  }

  private async takeNew(): Promise<void> {
    if (this.layers) this.cursor = await this.catchUp(this.layers, this.cursor)
  }

  private async catchUp(layers: Layers, from: number): Promise<number> {
    let cursor = from
    for (;;) {
      const taken = await asRanking(this.options.db, async (asking) => {
        const { rows } = await sql<{ id: number; kind: string; subject: string }>`select id, kind, subject from match_outbox where id > ${cursor} order by id limit ${mostAtOnce}`.execute(asking)
        if (rows.length === 0) return null
        const subjects = (kind: string) => [...new Set(rows.filter((row) => row.kind === kind).map(({ subject }) => subject))]
        const [people, vacancies] = [subjects('person'), subjects('vacancy')]
        return { people, vacancies, last: Number(rows.at(-1)?.id ?? cursor), knownPeople: await listPersonFacts(asking, people), knownVacancies: await listVacancyFacts(asking, vacancies) }
      })
      if (!taken) return cursor
      const people = new Map(taken.knownPeople.map((one) => [one.personId, one]))
      const vacancies = new Map(taken.knownVacancies.map((one) => [one.vacancyId, one]))
      for (const id of taken.people) layers.putPerson(id, people.get(id))
      for (const id of taken.vacancies) layers.putVacancy(id, vacancies.get(id))
      cursor = taken.last
    }
  }
}

const lastOf = async (asking: Asking) => Number((await sql<{ last: string | number | null }>`select max(id) as last from match_outbox`.execute(asking)).rows[0]?.last ?? 0)

const running = new WeakMap<Db, LiveIndex>()
/** Starts the index of this process for a store. Until it is ready, and whenever it lags, lists come from the store itself. */
export function startMatching(options: LiveOptions): LiveIndex {
  const live = new LiveIndex(options)
  running.set(options.db, live)
  return live
}
export const readyIndex = (db: Db) => running.get(db)?.ready()
