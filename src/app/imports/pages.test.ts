import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { newId } from '../../kernel/id'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
})
afterAll(() => app.close())

/** Sends a form with a file, as a browser without script does. */
async function upload(visitor: Visitor, fields: Record<string, string>, text: string): Promise<{ status: number; location: string; text: string }> {
  const form = new FormData()
  form.set('_key', newId())
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  if (text !== '') form.set('file', new File([text], 'employers.csv', { type: 'text/csv' }))
  const response = await app.website.request('http://localhost/en/imports', {
    method: 'POST', body: form, headers: { host: 'localhost', origin: 'http://localhost', cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  })
  return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() }
}

const countOf = () => app.db.wholeStore((db) => db.selectFrom('employer').select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).then(({ count }) => Number(count))
const place = () => app.country.childrenOf('')[0]?.names.latin ?? ''

it('a registrar uploads a file, reads what is wrong, chooses a column, writes the good rows and takes them back', async () => {
  const registrar = await app.as('counsellor', { duties: ['registrar'] })
  const file = `source_id,Firm,province,registered_on\n1,Blue Kite Bakery,${place()},2026-10-01\n2,Red Umbrella,${place()},2026-02-30\n3,Golden Lantern,${place()},2026-10-02\n`
  const sent = await upload(registrar, { register: 'employers', source: 'ledger' }, file)
  expect(sent.status).toBe(303)
  const first = await registrar.get(sent.location)
  expect(first.text).toContain('Give a name, in the national or in the Latin script.')
  expect(await countOf()).toBe(0)

  const columns = await registrar.get(`${sent.location}/columns`)
  expect(columns.text).toContain('<option value="Firm">')
  await registrar.post(`${sent.location}/columns`, { mapping: '', dayOrder: '', encoding: '', sheet: '', 'column.name_latin': 'Firm' })
  const report = await registrar.get(sent.location)
  expect(report.text).toContain('Write to the register')
  expect(report.text).toContain('registered_on')
  expect(await countOf()).toBe(0)

  const workbook = await registrar.get(`${sent.location}/checked.xlsx`)
  expect([workbook.status, workbook.headers.get('content-disposition')]).toEqual([200, 'attachment; filename="checked.xlsx"'])
  const refused = await registrar.post(`${sent.location}/commit`, { rows: 'all' })
  expect([refused.status, await countOf()]).toEqual([422, 0])
  const written = await registrar.post(`${sent.location}/commit`, { rows: 'good' })
  expect([written.status, await countOf()]).toEqual([303, 2])
  expect((await registrar.post(`${sent.location}/commit`, { rows: 'good' })).status).toBe(404)

  const again = await upload(registrar, { register: 'employers', source: 'ledger' }, file.replace('Firm', 'name_latin'))
  expect((await registrar.get(again.location)).text).not.toContain('/commit"')
  const undone = await registrar.post(`${sent.location}/undo`)
  expect([undone.status, await countOf()]).toEqual([303, 0])
  expect((await registrar.get(sent.location)).text).toContain('Taken back')
})

it('asks for the register and the file, and keeps what was typed', async () => {
  const registrar = await app.as('chief', { duties: ['registrar'] })
  const reply = await upload(registrar, { register: '', source: 'my source' }, '')
  expect(reply.status).toBe(422)
  for (const part of ['Choose a CSV or XLSX file.', 'Choose the register', 'Use letters without accents', 'value="my source"']) expect(reply.text).toContain(part)
})

it('refuses a file that nobody can read, with the reason, in the language of the page', async () => {
  const registrar = await app.as('chief', { duties: ['registrar'] })
  const sent = await upload(registrar, { register: 'jobseekers', source: 'file' }, '%PDF-1.4 nothing')
  const page = await registrar.get(sent.location)
  expect(page.text).toContain('PDF')
  expect((await registrar.get(sent.location.replace('/en/', '/km/'))).text).toMatch(/[\u1780-\u17FF].*PDF|PDF.*[\u1780-\u17FF]/)
})

it('shows a file to its own centre only, and to nobody without the duty', async () => {
  const registrar = await app.as('counsellor', { duties: ['registrar'] })
  const sent = await upload(registrar, { register: 'employers', source: 'own' }, `source_id,name_latin,province,registered_on\n9,Moon,${place()},2026-10-01\n`)
  const stranger = await app.as('counsellor', { centre: 'B', duties: ['registrar'] })
  expect((await stranger.get(sent.location)).status).toBe(404)
  expect((await stranger.post(`${sent.location}/discard`)).status).toBe(404)
  expect((await (await app.as('counsellor')).get(sent.location)).status).toBe(403)
  expect((await registrar.get(sent.location)).status).toBe(200)
})

it('asks for a second person where more than 1,000 people would be written', async () => {
  const first = await app.as('counsellor', { duties: ['registrar'] })
  const rows = Array.from({ length: 1_001 }, (_, i) => `${i},Sok ${i},F,1990,${place()},Cook,2026-10-01`).join('\n')
  const sent = await upload(first, { register: 'jobseekers', source: 'many' }, `source_id,name_latin,sex,birth_year,province,wanted_occupation,registered_on\n${rows}\n`)
  const alone = await first.post(`${sent.location}/commit`, { rows: 'all' })
  expect([alone.status, alone.text.includes('another registrar or chief')]).toEqual([422, true])
  const second = await app.as('chief', { duties: ['registrar'] })
  expect((await second.post(`${sent.location}/commit`, { rows: 'all' })).status).toBe(303)
})
