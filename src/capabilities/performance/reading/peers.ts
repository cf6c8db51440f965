import { toNumber } from '../../../kernel/exact'
import type { Period } from '../../../kernel/period'
import type { CentreLine } from '../../centres/index'
import { type AnyMeasure, findAnyMeasure, type Ground, observationAt, observe } from '../../measures/index'
import { findPeersOf } from '../queries/peers'
import { type PeerBand, peerBand, proposeGroups } from '../rules/comparison/peers'
import { windowOf } from '../rules/window'

export interface PeerLine {
  readonly centre: CentreLine
  /** Mean of people on the register over twelve months, and posts received for each of them. */
  readonly caseload: number
  readonly postsPerSeeker: number
}

/** What centres are grouped by, counted over the twelve months until a month, and the groups that follow. */
export async function readPeerFacts(ground: Ground, centres: readonly CentreLine[], month: Period): Promise<{ lines: PeerLine[]; proposal: string[][] }> {
  const window = { ...windowOf('rolling-12', month, null), slices: [], closedOn: null }
  const [stock, posts] = [findAnyMeasure('JS_STOCK_MEAN'), findAnyMeasure('VAC_NEW')]
  if (!stock || !posts) return { lines: [], proposal: [] }
  const [people, received] = [await observe(ground, stock, window), await observe(ground, posts, window)]
  const valueAt = (found: typeof people, code: string) => {
    const { value } = observationAt(found, code)
    return value ? toNumber(value) : 0
  }
  const lines = centres.map((centre) => {
    const caseload = valueAt(people, centre.code)
    return { centre, caseload, postsPerSeeker: caseload === 0 ? 0 : valueAt(received, centre.code) / caseload }
  })
  return { lines, proposal: proposeGroups(lines.map(({ centre, caseload, postsPerSeeker }) => ({ code: centre.code, values: [Math.log1p(caseload), postsPerSeeker] }))) }
}

/** Where the centre's peers lie; undefined where it has no group, null where the group says too little. */
export async function readPeerBand(ground: Ground, measure: AnyMeasure, window: { from: Period['from']; to: Period['to'] }, code: string): Promise<{ name: string; band: PeerBand | null } | undefined> {
  const peers = await findPeersOf(ground.reader, code, Number(window.to.slice(0, 4)))
  if (!peers) return undefined
  const found = await observe(ground, measure, { ...window, slices: [], closedOn: null })
  const values = peers.others.flatMap((other) => {
    const { value } = observationAt(found, other)
    return value ? [toNumber(value)] : []
  })
  return { name: peers.name, band: peerBand(values) }
}
