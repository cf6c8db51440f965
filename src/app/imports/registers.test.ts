import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import type { Context } from '../../platform/db/database'
import { undoBatch } from '../../platform/imports/batches'
import { readTable } from '../../platform/imports/read-table'
import { contentOf } from './test-content'
import type { RegisterName } from './register'
import { digestOf, type ImportResult, runImport } from './run'

let app: TestApp
let recorder: string
beforeAll(async () => {
  app = await freshApp()
  recorder = (await app.as('chief')).accountId
})
afterAll(() => app.close())

function context(): Context {
  const actor = { role: 'system' as const, accountId: recorder, duties: [], centreId: null, centreIds: Object.values(app.centres), centreCode: null, personId: null, employerId: null, strength: 'none' as const, sessionId: null }
  return { ...app.contextOf(actor), requestId: newId() }
}

async function run(register: RegisterName, lines: readonly string[]): Promise<ImportResult> {
  const bytes = Buffer.from(lines.join('\n'))
  const table = await readTable(bytes, {})
  if (!table.ok) throw new Error(table.reason)
  const result = await runImport(app.platform, context(), {
    register, mode: 'commit', file: { name: `${register}.csv`, digest: digestOf(bytes), table: table.value, bytes: null }, choices: { sourceSystem: 'old-system' },
  })
  if (!result.ok) throw new Error(`${result.reason} ${JSON.stringify(result.params)}`)
  if (result.value.dryRun.wrong.length > 0) throw new Error(JSON.stringify(result.value.dryRun.wrong))
  return result.value
}

const place = () => app.country.childrenOf('')[0]?.names.latin ?? ''

const files = (): [RegisterName, string[]][] => [
  ['centres', ['code,name_en,kind,province,opened_on,reporting_mode', `T-NEW,New Centre,centre,${place()},2026-01-05,online`]],
  ['jobseekers', [
    'source_id,name_native,ភេទ,birth_date,birth_year,age,age_on,phone,province,education,wanted_occupation,centre_code,registered_on,state,ended_on,end_reason,consent_matching,consent_on,id_type,id_number',
    `p1,សុខ សុភា,ស្រី,1999-04-03,,,,012345678,${place()},bachelor,Accountant,T-A,2026-10-01,,,,Y,2026-10-01,national-id,Z12345678`,
    `p2,ຈັນທາ ວົງສະຫວັນ,M,,1990,,,,${place()},,ຊ່າງໄຟຟ້າ,T-A,២០២៦-០៩-០១,ended,2026-10-05,found-work-alone,,,,`,
    `p3,ហេង ដារ៉ា,,,,31,2026-09-01,,${place()},,2512,T-A,2026-09-01,active,,,,,,`,
  ]],
  ['employers', ['source_id,name_latin,province,centre_code,registered_on,phone', `e1,Lantern Bakery,${place()},T-A,2026-09-01,012999888`]],
  ['vacancies', ['source_id,employer_source_id,title_native,title_en,occupation,posts,province,received_on,state,centre_code,wage_min,currency', `v1,e1,អ្នកធ្វើនំ,Baker,Baker,3,${place()},2026-10-10,open,T-A,200,USD`]],
  ['placements', ['source_id,jobseeker_source_id,employer_source_id,vacancy_source_id,start_date,evidence,centre_code', 'x1,p1,e1,v1,2026-10-20,employer,T-A', 'x2,p3,e1,,2026-10-21,none,T-A']],
  ['services', ['source_id,day,centre_code,service_code,jobseeker_source_id,employer_source_id,sex,count,minutes', 's1,2026-10-02,T-A,CNS,p1,,,,40', 's2,2026-10-02,T-A,EVA,,e1,,,', 's3,2026-10-03,T-A,JSS,,,F,12,']],
  ['visits', ['day,time,centre_code,audience,sex,age_band,purpose,count', '2026-10-02,08:30,T-A,jobseeker,F,20-24,register,1', '2026-10-02,,T-A,employer,,,employer-vacancy,3']],
]

it('takes over seven registers that point at each other, adds nothing the second time, and gives every one of them back', async () => {
  const before: Record<string, string>[] = []
  const done: ImportResult[] = []
  for (const [register, lines] of files()) {
    before.push(await contentOf(app.db))
    const result = await run(register, lines)
    expect([register, result.outcome, result.dryRun.counts.new]).toEqual([register, 'committed', lines.length - 1])
    done.push(result)
  }
  const after = await contentOf(app.db)
  for (const [register, lines] of files()) {
    const again = await run(register, lines)
    expect([register, again.outcome, again.dryRun.counts.same]).toEqual([register, 'nothing-to-write', lines.length - 1])
  }
  expect(await contentOf(app.db)).toEqual(after)

  const levels = await app.db.wholeStore((db) => db.selectFrom('placement').select(['level', 'source_id']).orderBy('source_id').execute())
  expect(levels).toEqual([{ level: 'one-side', source_id: 'x1' }, { level: 'reported', source_id: 'x2' }])
  const visits = await app.db.wholeStore((db) => db.selectFrom('visit').select('ticket').orderBy('ticket').execute())
  expect(visits.map(({ ticket }) => ticket)).toEqual([1, 2, 3, 4])

  const early = await app.db.transaction(context(), (tx) => undoBatch(tx, done[1]?.batchId ?? ''))
  expect(early.map(({ sourceId }) => sourceId)).toEqual(['p1', 'p3'])
  for (let i = done.length - 1; i >= 2; i -= 1) {
    const kept = await app.db.transaction(context(), (tx) => undoBatch(tx, done[i]?.batchId ?? ''))
    expect([files()[i]?.[0], kept]).toEqual([files()[i]?.[0], []])
  }
  const people = await app.db.wholeStore((db) => db.selectFrom('registration').select('source_id').orderBy('source_id').execute())
  expect(people.map(({ source_id }) => source_id)).toEqual(['p1', 'p3'])
  const left = await contentOf(app.db)
  for (const table of ['employer', 'vacancy', 'placement', 'service_event', 'group_session', 'visit', 'follow_up', 'placement_evidence']) expect([table, left[table]]).toEqual([table, before[0]?.[table]])
})

it('names the person, the employer and the centre that a row points at and that are not there', async () => {
  const bad = async (register: RegisterName, lines: string[]) => run(register, lines).then(() => '', (error: Error) => JSON.parse(error.message).map((cell: { row: number; column: string; reason: string }) => `${cell.row} ${cell.column} ${cell.reason}`).join())
  expect(await bad('placements', ['source_id,jobseeker_source_id,employer_source_id,start_date,centre_code', 'y1,nobody,e1,2026-10-20,T-A'])).toBe('2 jobseeker_source_id person-not-found')
  expect(await bad('vacancies', ['source_id,employer_source_id,title_en,posts,province,received_on,state,centre_code', `y2,nobody,Baker,1,${place()},2026-10-20,open,T-A`])).toBe('2 employer_source_id employer-not-found')
  expect(await bad('services', ['source_id,day,centre_code,service_code,sex', 'y3,2026-10-20,ELSEWHERE,CNS,F'])).toBe('2 count unnamed-needs-sex-and-count,2 centre_code not-your-centre')
})
