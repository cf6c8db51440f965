import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Country, loadCountry } from '../../../platform/country/index'
import { codesOf } from '../editor/codes'
import { compileList, compileValue } from './compile'
import { compileCohort, compileMedian } from './compile-composed'
import { type AnyMeasure, asStock, isComposed } from './composed'
import { allMeasures } from './composed-catalogue'
import type { Condition, CountingTree } from './tree'

const root = join(import.meta.dirname, '../../../..')
const request = { from: '2026-01-01' as never, to: '2026-01-31' as never, slices: [], closedOn: null }

function countingsOf({ tree }: AnyMeasure): CountingTree[] {
  if (!isComposed(tree)) return tree.kind === 'ratio' ? [tree.num, tree.den] : [tree]
  return tree.kind === 'cohort' ? [tree.entry, tree.outcome] : tree.kind === 'mean_stock' ? [asStock(tree)] : []
}
/** Codes that a condition names and the country's list of that field does not have. */
function unknownCodes(country: Country, { event, where = [] }: Pick<CountingTree, 'event' | 'where'>): string[] {
  return where.flatMap((condition: Condition): string[] => {
    const [head, ...rest] = condition
    if (head === 'any' || head === 'all' || head === 'not') return unknownCodes(country, { event, where: rest as unknown as Condition[] })
    const [, value] = rest as unknown as [string, unknown]
    const known = codesOf(country, event, head)
    const named = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
    return known ? named.filter((one) => !known.includes(one)).map((one) => `${event}.${head}: ${one}`) : []
  })
}

describe.each(['kh', 'la', 'zz'])('the measures of the program in %s', (name) => {
  it('compile, and name no code that the country does not have', async () => {
    const country = await loadCountry(name, join(root, 'countries'))
    const countings = allMeasures.flatMap(countingsOf)
    expect(countings.length).toBeGreaterThan(30)
    for (const tree of countings) for (const { text } of [compileValue(tree, request), compileList(tree, request, null)]) expect(text).toContain('counted')
    for (const { tree } of allMeasures) if (tree.kind === 'median') expect(compileMedian(tree, request).text).toContain('numbered')
    for (const { tree } of allMeasures) if (tree.kind === 'cohort') expect(compileCohort(tree, request, request.to).text).toContain('judged')
    expect(countings.flatMap((tree) => unknownCodes(country, tree))).toEqual([])
    expect(unknownCodes(country, { event: 'vacancy', where: [['not', ['closing_reason', 'in', ['not-filled', 'gone']]]] })).toEqual(['vacancy.closing_reason: gone'])
  })

  it('are those that its indicators name', async () => {
    const country = await loadCountry(name, join(root, 'countries'))
    const known = new Set(allMeasures.map(({ id }) => id))
    expect([...new Set(country.indicators.map(({ measure }) => measure))].filter((id) => !known.has(id))).toEqual(['STAFF_TECHNICAL'])
  })
})
