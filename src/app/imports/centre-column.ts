import type { Column } from '../../platform/imports/column'
import type { ImportScope } from './register'

/** The centre of a row: one that the reader may write for. */
export function centreColumn(centreByCode: ReadonlyMap<string, string>): Column<string> & { readonly name: 'centre_code' } {
  const codes = [...centreByCode.keys()].slice(0, 12).join(', ')
  return {
    name: 'centre_code', required: true, kind: 'code', headings: { en: ['centre', 'center', 'job centre'], km: ['មជ្ឈមណ្ឌល'], lo: ['ສູນ'] },
    parse: (text) => (centreByCode.has(text.toUpperCase()) ? { ok: true, value: text.toUpperCase() } : { ok: false, reason: 'not-your-centre', params: { codes } }),
  }
}

/** The id of a centre that `centreColumn` let through. */
export function centreOf({ centreByCode }: ImportScope, code: string | null): string {
  const id = centreByCode.get(code ?? '')
  if (id === undefined) throw new Error('a row without a centre passed its check')
  return id
}

/** The same row without empty values: what the owners call optional is left out. */
export function withoutEmpty<Row extends object>(row: { readonly [Name in keyof Row]: Row[Name] | null | undefined }): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined)) as Row
}
