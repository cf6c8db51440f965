import { describe, expect, it } from 'vitest'
import { catalogue } from './catalogue'
import { definitionHash } from './canonical'
import { faultsOf } from './check'
import { compileEmployers, compileList, compileSplit, compileValue, type FigureRequest } from './compile'
import type { CountingTree, Tree } from './tree'
import { vocabulary } from './vocabulary'
import { columnsOf } from './views'

const request: FigureRequest = { from: '2026-11-01' as never, to: '2026-11-30' as never, slices: [], closedOn: null }
const example = {
  kind: 'count', unit: 'placement', event: 'placement', where: [['sex', '=', 'F']], date_field: 'fact_date', credit_unit: 'centre_code',
  dedupe: ['person_key', 'vacancy_key'], late_days: 30, missing: 'null',
} as const satisfies Tree

describe('the measure language', () => {
  it('names a definition by a hash that every machine computes alike', () => {
    expect(definitionHash(example)).toBe('69943a4f5f919662e42505e02fc92acde38f750b0a1afab0f5c96eac00d9130e')
    const turned = Object.fromEntries(Object.entries(example).reverse()) as unknown as Tree
    expect(definitionHash(turned)).toBe(definitionHash(example))
  })

  it('names only columns that the views promise', () => {
    for (const event of Object.values(vocabulary)) {
      const named = [event.key, ...event.dates, ...event.filters, ...event.shown, ...('span' in event ? event.span : [])]
      expect(named.filter((column) => !Object.hasOwn(columnsOf(event.view), column)), event.view).toEqual([])
    }
  })

  it('finds no fault in the published measures, and each id once', () => {
    expect(catalogue.flatMap(({ id, tree }) => faultsOf(tree).map((fault) => ({ id, ...fault })))).toEqual([])
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length)
  })

  it('tells every fault of a tree at once, with its place', () => {
    const bad = { ...example, unit: 'cow', where: [['sex', '=', 'F'], ['any', ['name', '=', 'Sok'], ['level', '>', 'one-side']], ['groups', '=', 'women'], ['age_years', 'between', [1]]], dedupe: ['phone'], late_days: 400 } as unknown as Tree
    expect(faultsOf(bad)).toEqual([
      { path: 'unit', what: 'unknown-unit' },
      { path: 'late_days', what: 'late-days' },
      { path: 'dedupe[0]', what: 'unknown-field' },
      { path: 'where[1][1][0]', what: 'unknown-field' },
      { path: 'where[1][2][2]', what: 'wrong-type' },
      { path: 'where[2][2]', what: 'wrong-type' },
      { path: 'where[3][2]', what: 'wrong-type' },
    ])
    expect(faultsOf({ ...example, event: 'person' })).toEqual([{ path: 'event', what: 'unknown-event' }])
    expect(faultsOf({ kind: 'stock_at', at: 'last', unit: 'placement', event: 'placement', missing: 'null' })).toEqual([{ path: 'kind', what: 'no-span' }])
  })

  it('puts every value of a tree and of a request into a parameter', () => {
    const evil = "x'; drop table person; --"
    const tree: CountingTree = { ...example, where: [['level', 'in', [evil]], ['not', ['groups', 'has', evil]]] }
    const asked = { ...request, slices: [{ dimension: 'centre', value: evil }, { dimension: 'group', value: evil }] as const }
    for (const { text, values } of [compileValue(tree, asked), compileList(tree, asked, { limit: 50, offset: 0 }), compileSplit(tree, asked, [['sex'], ['month', 'centre']])]) {
      expect(text).not.toContain('drop')
      expect(values.filter((value) => value === evil)).toHaveLength(4)
    }
    expect(() => compileValue({ ...example, where: [['toString', '=', evil]] } as unknown as CountingTree, request)).toThrow('no field')
  })

  it('merges duplicates before it takes the period and the slice, and a closed month leaves late rows out', () => {
    const { text, values } = compileValue(example, { ...request, slices: [{ dimension: 'sex', value: 'F' }], closedOn: '2026-12-10' as never })
    expect(text.indexOf('row_number()')).toBeLessThan(text.indexOf('day between'))
    expect(text).toMatch(/where day between .* and counts_once and sex = \$\d+::text/)
    expect(values).toContain('2026-12-10')
    expect(compileValue(example, { ...request, closedOn: '2027-03-01' as never }).values).toContain('2026-12-30')
  })

  it('counts overlapping groups by themselves only', () => {
    expect(() => compileSplit(example, request, [['group'], ['sex']])).toThrow('overlap')
    expect(compileEmployers({ kind: 'count', unit: 'vacancy', event: 'vacancy', missing: 'null' }, request, [[], ['centre']]).text).toContain('per_employer')
  })
})
