import { importServices, type ServiceRow } from '../../../capabilities/service-delivery/index'
import type { CalendarDate } from '../../../kernel/calendar'
import { done } from '../../../kernel/outcome'
import { keyOf } from '../../../platform/imports/batches'
import { centreColumn, centreOf } from '../centre-column'
import { countColumn, listColumn, pastDayColumn, sourceIdColumn } from '../columns'
import { employerLinksOf, filled, personLinks } from '../people-links'
import { defineRegister, type Written } from '../register'

interface Values {
  source_id: string
  day: CalendarDate
  centre_code: string
  service_code: string
  jobseeker_source_id: string
  employer_source_id: string
  sex: string
  count: number
  minutes: number
}
type Row = ServiceRow & { importKey: string }

/** Services given, to a person, to an employer, or to a number of people who are not named. */
export const services = defineRegister<Values, Row>({
  name: 'services',
  columns: ({ platform: { country }, today, centreByCode }) => [
    sourceIdColumn('source_id', { required: true, headings: { en: ['service id', 'id'], km: ['លេខសម្គាល់'], lo: ['ລະຫັດ'] } }),
    pastDayColumn('day', today, { required: true, headings: { en: ['date'], km: ['ថ្ងៃ', 'កាលបរិច្ឆេទ'], lo: ['ວັນທີ'] } }),
    centreColumn(centreByCode),
    listColumn('service_code', country.services, { required: true, headings: { en: ['service'], km: ['សេវា'], lo: ['ການບໍລິການ'] } }),
    sourceIdColumn('jobseeker_source_id', { headings: { en: ['jobseeker id', 'person id'] } }),
    sourceIdColumn('employer_source_id', { headings: { en: ['employer id'] } }),
    listColumn('sex', country.lists.get('sex') ?? [], { headings: { km: ['ភេទ'], lo: ['ເພດ'] } }),
    countColumn('count', { from: 1, to: 500 }, { headings: { en: ['number of people'], km: ['ចំនួន'], lo: ['ຈຳນວນ'] } }),
    countColumn('minutes', { from: 1, to: 600 }, { headings: { km: ['នាទី'], lo: ['ນາທີ'] } }),
  ],
  checkRow: (texts) => (texts['jobseeker_source_id'] || texts['employer_source_id'] || (texts['sex'] && texts['count']) ? [] : [{ ok: false, column: 'count', reason: 'unnamed-needs-sex-and-count' }]),
  async links(reader, rows) {
    const system = rows[0]?.key.sourceSystem ?? ''
    return new Map([
      ...(await personLinks(reader, system, filled(rows.map(({ values }) => values.jobseeker_source_id)))),
      ...(await employerLinksOf(reader, system, filled(rows.map(({ values }) => values.employer_source_id)))),
    ])
  },
  row({ values, key }, links, scope) {
    const common = { importKey: `${key.sourceSystem}:${key.sourceId}`, day: values.day ?? scope.today, centreId: centreOf(scope, values.centre_code), code: values.service_code ?? '', minutes: values.minutes }
    if (values.jobseeker_source_id !== null) {
      const personId = links.get(`person ${keyOf(key.sourceSystem, values.jobseeker_source_id)}`)
      if (personId === undefined) return { ok: false, column: 'jobseeker_source_id', reason: 'person-not-found', params: { person: values.jobseeker_source_id } }
      return done({ ...common, personId })
    }
    if (values.employer_source_id !== null) {
      const employerId = links.get(`employer ${keyOf(key.sourceSystem, values.employer_source_id)}`)
      if (employerId === undefined) return { ok: false, column: 'employer_source_id', reason: 'employer-not-found', params: { employer: values.employer_source_id } }
      return done({ ...common, employerId })
    }
    return done({ ...common, unnamed: { sex: sexOf(values.sex), count: values.count ?? 1 } })
  },
  async write(tx, platform, rows) {
    const keys = rows.map(({ importKey }) => importKey)
    const known = new Set((await recordsOf(tx.db, keys)).keys())
    await importServices(tx, platform, rows)
    const made = await recordsOf(tx.db, keys)
    return rows.map(({ importKey }): Written => {
      const record = made.get(importKey)
      return record ? { ...record, verdict: known.has(importKey) ? 'same' : 'new' } : { reason: 'register-refused' }
    })
  },
})

export const sexOf = (text: string | null): 'F' | 'M' | 'not-stated' => (text === 'F' || text === 'M' ? text : 'not-stated')

type Db = Parameters<Parameters<typeof defineRegister>[0]['write']>[0]['db']

async function recordsOf(db: Db, keys: readonly string[]): Promise<Map<string, { id: string; kind?: 'group-sessions' }>> {
  const found = new Map<string, { id: string; kind?: 'group-sessions' }>()
  for (let from = 0; from < keys.length; from += 5_000) {
    const part = keys.slice(from, from + 5_000)
    for (const row of await db.selectFrom('service_event').select(['id', 'import_key']).where('import_key', 'in', part).execute()) found.set(row.import_key ?? '', { id: row.id })
    for (const row of await db.selectFrom('group_session').select(['id', 'import_key']).where('import_key', 'in', part).execute()) found.set(row.import_key ?? '', { id: row.id, kind: 'group-sessions' })
  }
  return found
}
