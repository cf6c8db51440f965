// From the commit of a change to the moment when the index shows it: a vacancy that is hidden and shown again, in a nation of so many people.
import { sql } from 'kysely'
import { loadavg } from 'node:os'
import { freshApp } from '../../test/harness/app'
import { startMatching } from '../../src/capabilities/matching/engine/live'
import { writePeople, writeVacancies } from '../../src/capabilities/matching/engine/test-store'
import { listPersonFacts } from '../../src/capabilities/matching/queries/facts'
import { dayNumber } from '../../src/capabilities/matching/score/days'
import { openParties } from '../../src/capabilities/matching/test-parties'
import { nationOf } from './nation'

const [warm, measured] = [20, 300]
const people = Number(process.argv[2])
const quantile = (values: readonly number[], share: number) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)]?.toFixed(2)
const rest = () => new Promise<void>((resolve) => void setImmediate(resolve))

const app = await freshApp()
const { aPerson, aVacancy } = await openParties(app)
const [person, vacancy] = [await aPerson(), await aVacancy()]
const nation = nationOf(people, people / 10)
await app.db.wholeStore(async (store) => {
  await writePeople(store, [...nation.everybody()])
  await writeVacancies(store, nation.vacancies)
})
await app.db.engine.script('analyze')
const live = startMatching({ db: app.db, today: app.today, clock: () => new Date(), log: () => undefined })
await live.step()
live.start()
const [facts] = await app.db.wholeStore((store) => listPersonFacts(store, [person]))
const isShown = () => facts !== undefined && live.ready()?.topVacancies(facts, dayNumber(app.today()), 200).some(({ id }) => id === vacancy) === true
const times: number[] = []
for (let at = 0; at < warm + measured; at += 1) {
  const wanted = at % 2 === 1
  await app.db.wholeStore((store) => sql`update vacancy set public_display = ${wanted} where id = ${vacancy}`.execute(store))
  const began = performance.now()
  while (isShown() !== wanted) await rest()
  if (at >= warm) times.push(performance.now() - began)
  // The next change does not come at the beat of the polling.
  await new Promise((resolve) => setTimeout(resolve, 17 * (at % 13)))
}
console.log(`${app.db.engine.kind}, ${people} people: committed to findable, ms p50 / p95 / p99 of ${measured}: ${[0.5, 0.95, 0.99].map((share) => quantile(times, share)).join(' / ')}; load ${loadavg()[0]?.toFixed(1)}`)
await live.stop()
await app.close()
