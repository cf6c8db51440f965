import { join } from 'node:path'
import { expect, it } from 'vitest'
import { composeReport } from '../actions/compose'
import { aSeries, cleanReport } from '../test-report'
import { iatiFaults } from './check'
import { iatiSettings } from './settings'
import { iatiTree } from './write-iati'
import { element, writeXml, type Xml } from './xml'

const root = join(import.meta.dirname, '../../../..')
const say = (key: string) => key
const clean = cleanReport()
const report = {
  ...clean,
  series: [...clean.series, aSeries({ id: 'Z1.08', label: 'Disabled people placed', measures: ['placements'], slice: 'women', baselinePrinted: '0', baseline: '0', milestoneRule: 'pct_over_baseline:5', actualPrinted: '3', endRule: 'absolute:9', endPrinted: '9' })],
}
const result = composeReport(root, 'ZZ-1', report)
const tree = iatiTree(result, iatiSettings(root, result), say, 'km')

function change(xml: Xml, name: string, with_: (found: Xml) => Xml): Xml {
  const next = xml.name === name ? with_(xml) : xml
  return { ...next, ...(next.children ? { children: next.children.map((child) => change(child, name, with_)) } : {}) }
}
const all = (xml: Xml, name: string): Xml[] => [...(xml.name === name ? [xml] : []), ...(xml.children ?? []).flatMap((child) => all(child, name))]

it('keeps the order and the required attributes of the 2.03 schema', () => {
  expect(iatiFaults(tree)).toEqual([])
  expect(writeXml(tree)).toContain('<narrative xml:lang="km">')
  expect(all(tree, 'result').map((one) => one.attributes?.['type'])).toEqual(['2', '1'])
})

it('is refused without the year of a baseline, with elements out of order, and with shares that are not 100', () => {
  expect(iatiFaults(change(tree, 'baseline', (found) => ({ ...found, attributes: {} }))).join()).toContain('the attribute year is missing')
  expect(iatiFaults(change(tree, 'period', (found) => ({ ...found, children: [...(found.children ?? [])].reverse() }))).join()).toContain('not in the order')
  expect(iatiFaults(change(tree, 'iati-activity', (found) => ({ ...found, children: (found.children ?? []).flatMap((child) => (child.name === 'recipient-country' ? [element('recipient-country', { code: 'ZZ', percentage: '50' }), element('recipient-country', { code: 'YY', percentage: '40' })] : [child])) })))).toContain('recipient-country: ZZ 50 + YY 40 = 90')
  expect(iatiFaults(change(tree, 'result', (found) => ({ ...found, children: (found.children ?? []).filter(({ name }) => name !== 'indicator') }))).join()).toContain('indicator is missing')
})

it('gives no value for what was not recorded, cannot be computed or is too small to publish', () => {
  const indicator = all(tree, 'indicator').find((one) => JSON.stringify(one).includes('Z1.08'))
  expect(indicator && all(indicator, 'baseline').map(({ attributes }) => attributes)).toEqual([{ year: '2026' }])
  expect(indicator && all(indicator, 'target').map(({ attributes }) => attributes)).toEqual([{}, { value: '9' }])
  expect(indicator && all(indicator, 'actual').map(({ attributes }) => attributes)).toEqual([{}])
  expect(writeXml(tree)).toContain('<dimension name="sex" value="F"/>')
})
