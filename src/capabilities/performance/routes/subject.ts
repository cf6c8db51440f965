import type { Incoming } from '../../../platform/http/route'
import { groundOf, readMeasures, wholeSlice } from '../../measures/index'
import type { IndicatorRecord } from '../model'
import { findIndicator } from '../queries/framework'
import { readSlice } from '../reading/slices'
import { type Place, placeOf } from './asking'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'actor'>
export interface Subject {
  readonly place: Place
  readonly indicator: IndicatorRecord
}

/** The indicator of an address, the part of it that is asked, and where the reader looks; undefined when one of them is out of reach. */
export async function findSubject({ tx, platform, actor }: Request, address: string, query: { month?: string | undefined; centre?: string | undefined; slice?: string | undefined }): Promise<Subject | undefined> {
  const [place, indicator] = [await placeOf(tx, platform, actor, query), await findIndicator(tx, address)]
  return place && indicator && cutTo({ tx, platform }, { place, indicator }, query.slice ?? wholeSlice)
}

/** The same of one part. What is only released has no parts: they could be small. */
export async function cutTo({ tx, platform }: Pick<Request, 'tx' | 'platform'>, { place, indicator }: Subject, asked: string): Promise<Subject | undefined> {
  if (asked === wholeSlice) return { place, indicator }
  const measure = place.sight.level === 'released' ? undefined : (await readMeasures(tx)).find(indicator.measure, place.month.to)
  const slice = measure && readSlice(await groundOf(tx, platform), indicator, measure, asked)
  return slice === undefined ? undefined : { place: { ...place, slice }, indicator }
}
