import type { CalendarDate } from '../../../kernel/calendar'
import { createCentre, listCentres } from '../../../capabilities/centres/index'
import { done } from '../../../kernel/outcome'
import { textColumn } from '../../../platform/imports/column'
import { countColumn, lineColumn, listColumn, nativeColumn, pastDayColumn, placeColumn, placeFinder, type PlaceNamed, provinceColumn } from '../columns'
import { defineRegister, type Written } from '../register'

interface Values {
  source_id: string
  name_km: string
  name_lo: string
  name_en: string
  kind: string
  province: PlaceNamed
  district: string
  address: string
  phone: string
  opened_on: CalendarDate
  reporting_mode: string
  computers: number
  connectivity: string
}
type CentreRow = Parameters<typeof createCentre>[1]

/** Centres by their code, which is never used again. Opening hours are those that the country sets for every centre. */
export const centres = defineRegister<Values, CentreRow>({
  name: 'centres',
  columns: ({ platform: { country }, today }) => {
    const places = placeFinder(country)
    return [
      {
        name: 'source_id', required: true, kind: 'code', headings: { en: ['code', 'centre code'] },
        parse: (text) => (/^[A-Z0-9-]{2,12}$/.test(text) ? { ok: true, value: text } : { ok: false, reason: 'not-a-centre-code' }),
      },
      nativeColumn('name_km', {}),
      nativeColumn('name_lo', {}),
      textColumn('name_en', { required: true, headings: { en: ['name'] }, maxLength: 200 }),
      listColumn('kind', country.lists.get('centre-kind') ?? [], { required: true }),
      provinceColumn('province', places, { required: true }),
      placeColumn('district', 2, 'province', places),
      lineColumn('address', {}, 400),
      lineColumn('phone', {}, 60),
      pastDayColumn('opened_on', today, { required: true }),
      listColumn('reporting_mode', country.lists.get('reporting-mode') ?? [], { required: true }),
      countColumn('computers', { from: 0, to: 10_000 }),
      listColumn('connectivity', country.lists.get('connectivity') ?? []),
    ]
  },
  held: async (reader) => new Set((await listCentres(reader)).map(({ code }) => code)),
  row: ({ values }, _links, { platform: { country } }) =>
    done({
      code: values.source_id ?? '', kind: values.kind ?? 'centre', parentId: null, openedOn: values.opened_on,
      names: { en: values.name_en ?? '', ...(values.name_km ? { km: values.name_km } : {}), ...(values.name_lo ? { lo: values.name_lo } : {}) },
      provinceCode: values.province?.province ?? null, districtCode: values.district ?? values.province?.district ?? null,
      address: values.address, phone: values.phone, reportingMode: values.reporting_mode ?? 'online', computers: values.computers ?? 0,
      connectivity: values.connectivity ?? 'none', hours: country.centreHours.filter(({ centre }) => centre === null),
    }),
  async write(tx, _platform, rows) {
    const written: Written[] = []
    for (const row of rows) written.push({ id: await createCentre(tx, row), verdict: 'new' })
    return written
  },
})
