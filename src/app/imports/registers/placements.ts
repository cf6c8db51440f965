import { importPlacements, type ImportedPlacement } from '../../../capabilities/placements/index'
import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { done } from '../../../kernel/outcome'
import { keyOf } from '../../../platform/imports/batches'
import { dayColumn } from '../../../platform/imports/column'
import { centreColumn, centreOf, withoutEmpty } from '../centre-column'
import { amountColumn, lineColumn, listColumn, sourceIdColumn } from '../columns'
import { occupationCoder } from '../occupation-coder'
import { employerLinksOf, filled, personLinks, vacancyLinks } from '../people-links'
import { defineRegister, type Written } from '../register'

interface Values {
  source_id: string
  jobseeker_source_id: string
  employer_source_id: string
  vacancy_source_id: string
  start_date: CalendarDate
  end_date: CalendarDate
  kind: string
  occupation: string
  wage: string
  currency: string
  wage_period: string
  evidence: string
  centre_code: string
}
type Row = Omit<ImportedPlacement, 'recordedBy'> & { id: string; evidence: NonNullable<ImportedPlacement['evidence']> }

const sources = ['employer', 'jobseeker', 'document', 'none'] as const

/** Placements of people and employers that were imported from the same source before. Without evidence they are reported only. */
export const placements = defineRegister<Values, Row>({
  name: 'placements',
  columns: ({ platform: { country }, centreByCode }) => [
    sourceIdColumn('source_id', { required: true, headings: { en: ['placement id', 'id'], km: ['លេខសម្គាល់'], lo: ['ລະຫັດ'] } }),
    sourceIdColumn('jobseeker_source_id', { required: true, headings: { en: ['jobseeker id', 'person id'] } }),
    sourceIdColumn('employer_source_id', { required: true, headings: { en: ['employer id'] } }),
    sourceIdColumn('vacancy_source_id', { headings: { en: ['vacancy id'] } }),
    { ...dayColumn('start_date', { headings: { en: ['started on'], km: ['ថ្ងៃចូលធ្វើការ'], lo: ['ວັນເລີ່ມວຽກ'] } }), required: true },
    dayColumn('end_date', { headings: { en: ['ended on'] } }),
    listColumn('kind', country.lists.get('placement-kind') ?? []),
    lineColumn('occupation', { km: ['មុខរបរ'], lo: ['ອາຊີບ'] }),
    amountColumn('wage', { headings: { km: ['ប្រាក់ឈ្នួល'], lo: ['ຄ່າຈ້າງ'] } }),
    listColumn('currency', country.currencies.map(({ code }) => ({ code, names: {} }))),
    listColumn('wage_period', country.lists.get('wage-period') ?? []),
    listColumn('evidence', sources.map((code) => ({ code, names: {} }))),
    centreColumn(centreByCode),
  ],
  checkRow: (texts) => [
    ...(texts['end_date'] && texts['start_date'] && texts['end_date'] < texts['start_date'] ? [{ ok: false as const, column: 'end_date', reason: 'end-before-start' }] : []),
    ...(texts['wage'] && !texts['currency'] ? [{ ok: false as const, column: 'currency', reason: 'currency-needed' }] : []),
  ],
  async links(reader, rows) {
    const system = rows[0]?.key.sourceSystem ?? ''
    return new Map([
      ...(await personLinks(reader, system, filled(rows.map(({ values }) => values.jobseeker_source_id)))),
      ...(await employerLinksOf(reader, system, filled(rows.map(({ values }) => values.employer_source_id)))),
      ...(await vacancyLinks(reader, system, filled(rows.map(({ values }) => values.vacancy_source_id)))),
    ])
  },
  row({ values, key }, links, scope) {
    const of = (kind: string, id: string | null) => (id === null ? undefined : links.get(`${kind} ${keyOf(key.sourceSystem, id)}`))
    const personId = of('person', values.jobseeker_source_id)
    if (personId === undefined) return { ok: false, column: 'jobseeker_source_id', reason: 'person-not-found', params: { person: values.jobseeker_source_id ?? '' } }
    const employerId = of('employer', values.employer_source_id)
    if (employerId === undefined) return { ok: false, column: 'employer_source_id', reason: 'employer-not-found', params: { employer: values.employer_source_id ?? '' } }
    const vacancyId = of('vacancy', values.vacancy_source_id)
    if (values.vacancy_source_id !== null && vacancyId === undefined) return { ok: false, column: 'vacancy_source_id', reason: 'vacancy-not-found', params: { vacancy: values.vacancy_source_id } }
    // The other party said so, not the account that brings the file.
    const by = values.evidence === 'jobseeker' ? personId : employerId
    const source = sources.find((known) => known === values.evidence && known !== 'none') as Row['evidence'][number]['source'] | undefined
    return done({
      ...withoutEmpty<Omit<Row, 'evidence'>>({
        id: newId(), personId, employerId, vacancyId, centreId: centreOf(scope, values.centre_code), startDate: values.start_date ?? scope.today, endDate: values.end_date,
        kind: values.kind as Row['kind'], isco: values.occupation ? occupationCoder(scope.platform.country)(values.occupation, '') : null,
        wage: values.wage, wageCurrency: values.currency, wagePeriod: values.wage ? values.wage_period ?? 'month' : null, sourceSystem: key.sourceSystem, sourceId: key.sourceId,
      }),
      evidence: source === undefined ? [] : [{ source, recordedBy: by }],
    })
  },
  held: async (reader, system, ids) => {
    const found = await reader.db.selectFrom('placement').select('source_id').where('source_system', '=', system).where('source_id', 'in', ids.length > 0 ? [...ids] : ['']).execute()
    return new Set(found.flatMap(({ source_id }) => source_id ?? []))
  },
  async write(tx, platform, rows) {
    const { accountId } = tx.context.actor
    if (accountId === null) return rows.map((): Written => ({ reason: 'recorder-needed' }))
    await importPlacements(tx, platform, rows.map((row) => ({ ...row, recordedBy: accountId })))
    const ids = rows.map(({ id }) => id)
    const made = new Set((await tx.db.selectFrom('placement').select('id').where('id', 'in', ids.length > 0 ? ids : ['']).execute()).map(({ id }) => id))
    return rows.map(({ id }): Written => (made.has(id) ? { id, verdict: 'new' } : { reason: 'placement-known', column: 'start_date' }))
  },
})
