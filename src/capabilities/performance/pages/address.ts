import type { Period } from '../../../kernel/period'
import type { Ui } from '../../../platform/web/ui'

/** Where on the pages of an indicator a reader stands. */
export interface Spot {
  readonly indicator: { readonly address: string }
  readonly month: Pick<Period, 'key'>
  /** Null for the whole agency. */
  readonly centre: { readonly code: string } | null
  readonly slice: string
}
/** Letters that an address may keep stay readable: `slice=sex=F`. */
const sliceQuery = (slice: string): string => (slice === '' ? '' : `&slice=${encodeURIComponent(slice).replaceAll('%3D', '=').replaceAll('%2C', ',')}`)

export type IndicatorPart = '' | '/records' | '/target' | '/baseline' | '/spread' | '/values'
/** Address of a page of an indicator, without the language. */
export const pathOf = ({ indicator, month, centre, slice }: Spot, page: IndicatorPart = ''): string => `/performance/indicators/${indicator.address}${page}?month=${month.key}${centre ? `&centre=${centre.code}` : ''}${sliceQuery(slice)}`
export const indicatorHref = (ui: Ui, spot: Spot, page: IndicatorPart = ''): string => ui.to(pathOf(spot, page))
