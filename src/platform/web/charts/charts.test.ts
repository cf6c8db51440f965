import { describe, expect, it } from 'vitest'
import { BarChart } from './bar-chart'
import { TileMap } from './tile-map'
import { LineChart } from './line-chart'
import { widthOf, wrap } from './text'

const words = { id: 'c', title: 'Placements', description: 'By occupation', tableText: 'Numbers', empty: 'Nothing' }
const heads = { labelText: 'Occupation', valueText: 'Placements' }

describe('a label of a chart', () => {
  it('stays on one line when it fits', () =>
    expect(wrap('Shop sales assistants', 20, 3)).toEqual(['Shop sales assistants']))

  it.each([
    'Manufacturing, mining, construction and distribution managers not elsewhere classified',
    'អ្នកគ្រប់គ្រងផ្នែកកម្មន្តសាលរ៉ែសំណង់និងការចែកចាយដែលមិនបានចាត់ថ្នាក់នៅកន្លែងផ្សេង',
    'ຜູ້ຈັດການດ້ານການຜະລິດການຂຸດຄົ້ນບໍ່ແຮ່ການກໍ່ສ້າງແລະການແຈກຢາຍທີ່ບໍ່ໄດ້ຈັດປະເພດ',
  ])('breaks between words and never grows past its room: %s', (label) => {
    const lines = wrap(label, 12, 2)
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(12.5)
    expect(lines[1]).toMatch(/…$/)
    expect(lines.join('')).not.toMatch(/[ເ-ໄ]…/)
  })

  it('loses nothing when the lines suffice', () => {
    const label = 'Manufacturing, mining, construction and distribution managers'
    expect(wrap(label, 20, 4).join(' ')).toBe(label)
  })
})

describe('a chart', () => {
  const bars = [
    { label: 'Sewing', value: 402, text: '402', href: '/placements?isco=8153' },
    { label: 'Mining', value: null, text: '<5' },
  ]

  it('has its numbers as a table, and every shown number opens its records', () => {
    const html = String(BarChart({ ...words, ...heads, bars }))
    expect(html.match(/href="\/placements\?isco=8153"/g)).toHaveLength(2)
    expect(html).toContain('<table')
    expect(html).toContain('&lt;5')
    expect(html).toContain('<title id="c-title">Placements</title>')
    expect(html).toContain('role="group"')
  })

  it('is an image when it holds no link', () => {
    expect(String(BarChart({ ...words, ...heads, bars: bars.slice(1) }))).toContain('role="img"')
  })

  it('says so when there is nothing to draw', () => {
    const html = String(BarChart({ ...words, ...heads, bars: [] }))
    expect(html).toContain('Nothing')
    expect(html).not.toContain('<svg')
  })

  it('draws zeros, single points and gaps without a broken number', () => {
    const points = [
      { value: 0, text: '0' },
      { value: null, text: '–' },
    ]
    const line = LineChart({
      ...words,
      stepText: 'Q',
      steps: ['1', '2'],
      formatTick: String,
      series: [{ name: 'a', points }],
    })
    const one = LineChart({
      ...words,
      stepText: 'Q',
      steps: ['1'],
      formatTick: String,
      series: [{ name: 'a', points: points.slice(1) }],
    })
    const tile = { code: '1', label: 'North', short: 'N', column: 0, row: 0, value: null, text: '<5' }
    const map = TileMap({ ...words, ...heads, tiles: [tile] })
    const zero = BarChart({ ...words, ...heads, bars: [{ label: 'a', value: 0, text: '0' }] })
    for (const chart of [line, one, map, zero]) expect(String(chart)).not.toMatch(/NaN|Infinity|undefined/)
  })
})
