import { importVisits, type VisitRow } from '../../../capabilities/service-delivery/index'
import type { CalendarDate } from '../../../kernel/calendar'
import { done } from '../../../kernel/outcome'
import { centreColumn, centreOf } from '../centre-column'
import { countColumn, lineColumn, listColumn, pastDayColumn, sourceIdColumn } from '../columns'
import { defineRegister, type Written } from '../register'
import { sexOf } from './services'

interface Values {
  source_id: string
  day: CalendarDate
  time: string
  centre_code: string
  audience: string
  sex: string
  age_band: string
  purpose: string
  count: number
}
type Row = VisitRow & { importKey: string; count: number }

const mostInOneRow = 500

/** Arrivals at a centre, one by one or counted. A row without a number of its own is known by its content. */
export const visits = defineRegister<Values, Row>({
  name: 'visits',
  columns: ({ platform: { country }, today, centreByCode }) => [
    sourceIdColumn('source_id', { headings: { en: ['visit id', 'id'] } }),
    pastDayColumn('day', today, { required: true, headings: { en: ['date'], km: ['ថ្ងៃ', 'កាលបរិច្ឆេទ'], lo: ['ວັນທີ'] } }),
    {
      ...lineColumn('time', { km: ['ម៉ោង'], lo: ['ເວລາ'] }, 20),
      parse: (text) => (/^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(text) ? { ok: true, value: text } : { ok: false, reason: 'not-a-time' }),
    },
    centreColumn(centreByCode),
    listColumn('audience', country.lists.get('visit-audience') ?? [], { required: true, headings: { en: ['visitor'], km: ['ភ្ញៀវ'], lo: ['ຜູ້ມາ'] } }),
    listColumn('sex', country.lists.get('sex') ?? [], { headings: { km: ['ភេទ'], lo: ['ເພດ'] } }),
    listColumn('age_band', country.ageBands.map(({ code }) => ({ code, names: {} })), { headings: { en: ['age group'], km: ['ក្រុមអាយុ'], lo: ['ກຸ່ມອາຍຸ'] } }),
    listColumn('purpose', country.lists.get('visit-purpose') ?? [], { headings: { km: ['គោលបំណង'], lo: ['ຈຸດປະສົງ'] } }),
    countColumn('count', { from: 1, to: mostInOneRow }, { headings: { en: ['number'], km: ['ចំនួន'], lo: ['ຈຳນວນ'] } }),
  ],
  row: ({ values, key }, _links, scope) =>
    done({
      importKey: `${key.sourceSystem}:${key.sourceId}`, day: values.day ?? scope.today, ...(values.time ? { time: values.time } : {}), centreId: centreOf(scope, values.centre_code),
      audience: (['employer', 'jobseeker'] as const).find((known) => known === values.audience) ?? 'other', sex: sexOf(values.sex), ageBand: values.age_band ?? 'not-stated',
      purposes: [values.purpose ?? 'other'], count: values.count ?? 1,
    }),
  async write(tx, platform, rows) {
    const keysOf = ({ importKey, count }: Row) => (count <= 1 ? [importKey] : Array.from({ length: count }, (_, i) => `${importKey}#${i + 1}`))
    const keys = rows.flatMap(keysOf)
    const known = await recordsOf(tx.db, keys)
    await importVisits(tx, platform, rows)
    const made = await recordsOf(tx.db, keys)
    return rows.map((row): Written => {
      const [id, ...others] = keysOf(row).flatMap((key) => made.get(key) ?? [])
      const isKnown = keysOf(row).every((key) => known.has(key))
      return id === undefined ? { reason: 'register-refused' } : { id, others, verdict: isKnown ? 'same' : 'new' }
    })
  },
})

type Db = Parameters<Parameters<typeof defineRegister>[0]['write']>[0]['db']

async function recordsOf(db: Db, keys: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (let from = 0; from < keys.length; from += 5_000) {
    for (const row of await db.selectFrom('visit').select(['id', 'import_key']).where('import_key', 'in', keys.slice(from, from + 5_000)).execute()) found.set(row.import_key ?? '', row.id)
  }
  return found
}
