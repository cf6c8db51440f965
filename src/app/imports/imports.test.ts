import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { undoBatch } from '../../platform/imports/batches'
import { readTable } from '../../platform/imports/read-table'
import { type Mapping, parseMapping } from '../../platform/imports/mapping'
import { contentOf } from './test-content'
import type { ImportChoices, RegisterName } from './register'
import { digestOf, type ImportResult, runImport } from './run'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
})
afterAll(() => app.close())

const place = () => app.country.childrenOf('')[0]?.code ?? ''
const everywhere = () => app.contextOf({ ...app.contextOf({ role: 'system', accountId: null, duties: [], centreId: null, centreIds: Object.values(app.centres), centreCode: null, personId: null, employerId: null, strength: 'none', sessionId: null }).actor })

interface Run {
  register: RegisterName
  text: string
  mode?: 'dry-run' | 'commit'
  goodRowsOnly?: boolean
  choices?: Partial<ImportChoices>
}

async function run({ register, text, mode = 'commit', goodRowsOnly = false, choices = {} }: Run): Promise<ImportResult> {
  const bytes = Buffer.from(text)
  const table = await readTable(bytes, {})
  if (!table.ok) throw new Error(table.reason)
  const result = await runImport(app.platform, everywhere(), {
    register, mode, goodRowsOnly, file: { name: 'test.csv', digest: digestOf(bytes), table: table.value, bytes: null }, choices: { sourceSystem: 'test', ...choices },
  })
  if (!result.ok) throw new Error(`${result.reason} ${JSON.stringify(result.params)}`)
  return result.value
}

const employerHead = 'source_id,name_native,name_latin,province,centre_code,registered_on,phone,register,register_number\n'
const employerRow = (id: string, name: string, more: { centre?: string; day?: string; phone?: string } = {}) =>
  `${id},,"${name.replaceAll('"', '""')}",${place()},${more.centre ?? 'T-A'},${more.day ?? '2026-10-01'},${more.phone ?? ''},,\n`

describe('an import', () => {
  it('writes nothing in a dry run, everything in a commit, and nothing the second time', async () => {
    const text = employerHead + ['1', '2', '3'].map((id) => employerRow(`A${id}`, `Lantern ${id}`)).join('')
    const before = await contentOf(app.db)
    const dry = await run({ register: 'employers', text, mode: 'dry-run' })
    expect([dry.outcome, dry.dryRun.counts.new, await contentOf(app.db)]).toEqual(['dry-run', 3, before])
    const first = await run({ register: 'employers', text })
    expect([first.outcome, first.dryRun.counts.new]).toEqual(['committed', 3])
    const after = await contentOf(app.db)
    expect(after).not.toEqual(before)
    const second = await run({ register: 'employers', text })
    expect([second.outcome, second.dryRun.counts.same, second.dryRun.counts.new, await contentOf(app.db)]).toEqual(['nothing-to-write', 3, 0, after])
  })

  it('is all or nothing, unless only the good rows are asked for', async () => {
    const text = employerHead + employerRow('B1', 'Good') + employerRow('B2', 'Bad day', { day: '2026-02-30' }) + employerRow('B3', 'Other centre', { centre: 'NOWHERE' })
    const before = await contentOf(app.db)
    const refused = await run({ register: 'employers', text })
    expect([refused.outcome, refused.dryRun.counts.wrong, await contentOf(app.db)]).toEqual(['wrong-cells-remain', 2, before])
    expect(refused.dryRun.wrong.map(({ row, column, reason }) => [row, column, reason])).toEqual([[3, 'registered_on', 'day-does-not-exist'], [4, 'centre_code', 'not-your-centre']])
    const good = await run({ register: 'employers', text, goodRowsOnly: true })
    expect([good.outcome, good.dryRun.counts.new, good.dryRun.counts.wrong]).toEqual(['committed', 1, 2])
  })

  it('names a row that reads otherwise than before, and leaves its record alone', async () => {
    await run({ register: 'employers', text: employerHead + employerRow('C1', 'First name') })
    const changed = await run({ register: 'employers', text: employerHead + employerRow('C1', 'Second name') })
    expect([changed.outcome, changed.dryRun.counts.changed]).toEqual(['nothing-to-write', 1])
    const kept = await app.db.wholeStore((db) => db.selectFrom('employer').select('name_latin').where('source_id', '=', 'C1').executeTakeFirst())
    expect(kept?.name_latin).toBe('First name')
  })

  it('is taken back whole, and leaves records that somebody worked on since', async () => {
    const before = await contentOf(app.db)
    const text = employerHead + employerRow('D1', 'One', { phone: '012345678' }) + employerRow('D2', 'Two') + employerRow('D3', 'Three')
    const whole = await run({ register: 'employers', text })
    const kept = await app.db.transaction(everywhere(), (tx) => undoBatch(tx, whole.batchId ?? ''))
    expect([kept, await contentOf(app.db)]).toEqual([[], before])

    const again = await run({ register: 'employers', text })
    expect(again.dryRun.counts.new).toBe(3)
    await app.db.wholeStore((db) => db.updateTable('employer').set({ version: 2, address: 'somewhere' }).where('source_id', '=', 'D2').execute())
    const stays = await app.db.transaction(everywhere(), (tx) => undoBatch(tx, again.batchId ?? ''))
    expect(stays.map(({ row, sourceId }) => [row, sourceId])).toEqual([[3, 'D2']])
    const left = await app.db.wholeStore((db) => db.selectFrom('employer').select('source_id').where('source_id', 'like', 'D%').execute())
    expect(left).toEqual([{ source_id: 'D2' }])
  })

  it('cannot be taken back by another centre, a second time, or after seven days', async () => {
    const done = await run({ register: 'employers', text: employerHead + employerRow('E1', 'Once') })
    const stranger = app.contextOf({ ...everywhere().actor, role: 'chief', centreIds: [app.centres.B], centreId: app.centres.B, centreCode: 'T-B' })
    await expect(app.db.transaction(stranger, (tx) => undoBatch(tx, done.batchId ?? ''))).rejects.toThrow('cannot be undone')
    const late = { ...everywhere(), now: new Date(app.now().getTime() + 9 * 86_400_000) }
    await expect(app.db.transaction(late, (tx) => undoBatch(tx, done.batchId ?? ''))).rejects.toThrow('cannot be undone')
    await app.db.transaction(everywhere(), (tx) => undoBatch(tx, done.batchId ?? ''))
    await expect(app.db.transaction(everywhere(), (tx) => undoBatch(tx, done.batchId ?? ''))).rejects.toThrow('cannot be undone')
  })
})

describe('any file', () => {
  const cell = fc.oneof(fc.constantFrom('=1+1', '-1', '@x', 'ក្រុមហ៊ុន', 'ບໍລິສັດ', 'Ltd, "A"', "'quoted"), fc.string({ minLength: 1, maxLength: 12 }))
  const weighted = (usual: string, ...rest: string[]) => fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rest) })
  const row = fc.record({ id: fc.integer({ min: 1, max: 300 }), name: cell, day: weighted('2026-10-01', '2026-02-30', '2030-01-01', 'soon', '៣/៤/១៩៩៩'), centre: weighted('T-A', 'T-B', 'XX') })

  it('changes nothing when it is only tried, adds nothing twice, and leaves no trace when it is taken back', async () => {
    let committed = 0
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const text = employerHead + rows.map(({ id, name, day, centre }) => employerRow(`P${id}`, name, { day, centre })).join('')
        const before = await contentOf(app.db)
        const dry = await run({ register: 'employers', text, mode: 'dry-run' })
        expect(await contentOf(app.db)).toEqual(before)
        const counts = dry.dryRun.counts
        expect(counts.new + counts.same + counts.changed + counts.duplicate + counts.wrong).toBe(counts.rows)
        const real = await run({ register: 'employers', text })
        expect(real.dryRun.counts).toEqual(counts)
        if (real.outcome !== 'committed') {
          expect(await contentOf(app.db)).toEqual(before)
          return
        }
        committed += 1
        expect(counts.wrong).toBe(0)
        const after = await contentOf(app.db)
        expect((await run({ register: 'employers', text })).outcome).toBe('nothing-to-write')
        expect(await contentOf(app.db)).toEqual(after)
        await app.db.transaction(everywhere(), (tx) => undoBatch(tx, real.batchId ?? ''))
        expect(await contentOf(app.db)).toEqual(before)
      }),
      { numRuns: 60, seed: 20261123 },
    )
    expect(committed).toBeGreaterThan(10)
  })

  it('would be caught if rows were written one by one: half of a refused file would stay', async () => {
    const rows = [employerRow('Z1', 'Good'), employerRow('Z2', 'Bad', { day: '2026-02-30' })]
    const before = await contentOf(app.db)
    await run({ register: 'employers', text: employerHead + rows.join('') })
    expect(await contentOf(app.db)).toEqual(before)
    for (const one of rows) await run({ register: 'employers', text: employerHead + one })
    expect(await contentOf(app.db)).not.toEqual(before)
  })
})

it('reads a file of an invented job site by a mapping: bands, signs for nothing, wide punctuation, several places, a lost text', async () => {
  const mapping = parseMapping(JSON.stringify({
    sourceSystem: 'invented-site', needs: { employers: [{ source_id: 'nobody', name_latin: 'Unnamed advertisers', province: place() }] },
    columns: {
      source_id: 'no', employer_source_id: { default: 'nobody' }, title: 'job', posts: { from: 'how many', values: { '~': '1' } }, province: 'where',
      requirements: { from: 'text', values: { '#NAME?': '' }, lines: ['kind'] }, wage_min: { from: 'pay', values: { Negotiable: '', '$200-$500': '200' } },
      wage_max: { from: 'pay', values: { Negotiable: '', '$200-$500': '500' } }, currency: { default: 'USD' }, age_min: { from: 'age', pattern: '^([0-9]+)', values: { any: '' } },
      age_max: { from: 'age', pattern: '^[0-9]+(?: ~ )?([0-9]*)$', values: { any: '' } }, received_on: { from: 'out', pattern: '^Out[：:] ?(.+)$' }, state: { default: 'open' },
    },
  }))
  if (!mapping.ok) throw new Error(mapping.reason)
  const [first, second] = app.country.childrenOf('')
  const text = [
    'no,job,how many,where,text,kind,pay,age,out',
    `1,ជាងដេរ,២,"${first?.names.latin}，${second?.names.latin}",#NAME?,Full Time,$200-$500,20 ~ 35,Out：Aug-16-2025`,
    `2,Baker,~,${second?.names.latin},- bakes,~,Negotiable,any,Out：Sep-01-2025`,
    '3,Nobody knows where,1,Overseas,,~,Negotiable,18,Out：Sep-01-2025',
  ].join('\n')
  const choices = { sourceSystem: 'invented-site', mapping: mapping.value, constants: { centre_code: 'T-A' } }
  const done = await run({ register: 'vacancies', text, goodRowsOnly: true, choices })
  expect([done.outcome, done.dryRun.counts.new, done.dryRun.counts.wrong, done.needed]).toEqual(['committed', 2, 1, [{ register: 'employers', count: 1 }]])
  expect(done.dryRun.wrong.map(({ row, column, reason }) => [row, column, reason])).toEqual([[4, 'province', 'place-not-known']])
  const found = await app.db.wholeStore((db) =>
    db.selectFrom('vacancy').select(['title_km', 'title_en', 'posts', 'state', 'requirements', 'wage_min', 'wage_max', 'stated_age_min', 'stated_age_max', 'received_on', 'workplace_text', 'isco'])
      .where('source_system', '=', 'invented-site').orderBy('source_id').execute())
  expect(found).toEqual([
    { title_km: 'ជាងដេរ', title_en: null, posts: 2, state: 'inspecting', requirements: 'kind: Full Time', wage_min: '200.00', wage_max: '500.00', stated_age_min: 20, stated_age_max: 35, received_on: '2025-08-16', workplace_text: second?.names.latin, isco: null },
    { title_km: null, title_en: 'Baker', posts: 1, state: 'inspecting', requirements: '- bakes', wage_min: null, wage_max: null, stated_age_min: null, stated_age_max: null, received_on: '2025-09-01', workplace_text: null, isco: null },
  ])
  const again = await run({ register: 'vacancies', text, goodRowsOnly: true, choices })
  expect([again.outcome, again.dryRun.counts.same, again.dryRun.counts.wrong, again.needed]).toEqual(['nothing-to-write', 2, 1, []])
  const named: Mapping = { ...mapping.value, columns: new Map([...mapping.value.columns, ['centre_code', { default: 'T-A' }]]) }
  const alone = await run({ register: 'vacancies', text, choices: { sourceSystem: 'second-site', mapping: named } })
  expect([alone.dryRun.counts.new, alone.needed], 'the mapping names the centre').toEqual([2, [{ register: 'employers', count: 1 }]])
})
