import { performance } from 'node:perf_hooks'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkRows } from './check-rows'
import { codeColumn, dayColumn, numberColumn, textColumn, type Columns } from './column'
import { mapColumns } from './map-columns'
import { readTableSafely } from './read-safely'
import { readTable } from './read-table'
import reasons from './reasons.json'
import { cell, headRow, workbook, zip } from './test-files'
import { bundleWorker } from './test-worker'

/** OPENPES_CORPUS=1000 runs the whole corpus; the usual run takes a part of it. */
const size = Number(process.env['OPENPES_CORPUS'] ?? 120)

interface Person {
  source_id: string
  name: string
  sex: 'F' | 'M'
  day: string
  wage: string
}
const columns: Columns<Person> = [
  textColumn('source_id', { headings: {}, required: true }), textColumn('name', { headings: {}, required: true }), codeColumn('sex', ['F', 'M'], { headings: {}, required: true }),
  dayColumn('day', { headings: {}, required: true }), numberColumn('wage', { headings: {} }),
] as unknown as Columns<Person>

const head = 'source_id,name,sex,day,wage'
const good = (i: number) => `${i},Sok ${i},${i % 2 === 0 ? 'F' : 'M'},2026-01-0${(i % 9) + 1},${100 + i}`

/** Numbers that are always the same. */
function numbers(seed: number): (most: number) => number {
  let state = seed * 2_654_435_761 + 1
  return (most) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state % most
  }
}

const badRows = [
  '7,Bad day,F,2026-02-30,1', '7,Old year,F,2569-01-01,1', '7,No sex,X,2026-01-01,1', '7,,F,2026-01-01,1', '7,Destroyed,F,#NAME?,1', '7,Groups,F,2026-01-01,"16,8000"',
  '7,Too,F,2026-01-01,1,2,3', '7,Order,F,03/04/1999,1', `7,${'x'.repeat(600)},F,2026-01-01,1`, '7,E number,F,2026-01-01,8.55E+10x', '7,\u0001,F,2026-01-01,1', ',No id,F,soon,1', '7,Lost \uFFFD,F,2026-01-01,1', '7,Short,F',
]
const badFiles: ((at: (most: number) => number) => Uint8Array)[] = [
  (at) => Buffer.from(`%PDF-1.${at(9)}\n${'x'.repeat(at(900))}`),
  (at) => Buffer.concat([Buffer.from('89504E470D0A1A0A', 'hex'), Buffer.alloc(at(500))]),
  (at) => Buffer.from(`${head}\n1,"never closed ${'y'.repeat(at(400))}`),
  (at) => Buffer.concat([Buffer.from(`${head}\n${good(1)}\n2,`), Buffer.from([0xff, 0xfe, 0xe9, at(120) + 130]), Buffer.from(',F,2026-01-01,1\n')]),
  (at) => Buffer.from(`${Array.from({ length: 101 + at(50) }, (_, i) => `c${i}`).join(',')}\n1\n`),
  (at) => Buffer.from(`${head}\n${good(1)}\n`.repeat(1) + `${good(2)}\n`.repeat(20_001 + at(50))),
  (at) => Buffer.from(`${head},name\n${good(at(9))}\n`),
  (at) => Buffer.from(`source_id,sex,day\n${at(9)},F,2026-01-01\n`),
  () => Buffer.alloc(0),
  (at) => Buffer.from('\n'.repeat(at(40) + 1)),
  (at) => workbook(`${headRow}<row r="2"><c r="A2"><f>${at(9)}+1</f><v>2</v></c></row>`),
  (at) => workbook(`${headRow}<row r="${1_048_000 + at(500)}">${cell(`A${1_048_000 + at(500)}`, 'x')}</row>`),
  (at) => workbook(headRow, [{ name: 'xl/vbaProject.bin', content: 'x'.repeat(at(90) + 1) }]),
  (at) => workbook(headRow, [{ name: `xl/externalLinks/externalLink${at(9)}.xml`, content: '<a/>' }]),
  (at) => workbook(headRow, [{ name: 'xl/workbook.xml', content: `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(at(50))}">]><workbook/>` }]),
  (at) => workbook(headRow).subarray(0, 60 + at(300)),
  (at) => zip([{ name: 'xl/media/a.bin', content: Buffer.alloc(101 * 1024 * 1024) }, { name: `n${at(9)}`, content: 'x' }]),
  (at) => zip([{ name: `word/document${at(9)}.xml`, content: '<a/>' }]),
  (at) => zip(Array.from({ length: 201 + at(20) }, (_, i) => ({ name: `p${i}`, content: 'x' }))),
  (at) => Buffer.concat([Buffer.from('D0CF11E0A1B11AE1', 'hex'), Buffer.alloc(512 + at(512))]),
]

/** The number-th bad file: a file that no reader can take, or one with exactly one bad row among good ones. */
function badFile(number: number): { bytes: Uint8Array; badRow: number | null } {
  const at = numbers(number)
  if (number % 2 === 0) return { bytes: (badFiles[(number / 2) % badFiles.length] ?? (() => Buffer.alloc(0)))(at), badRow: null }
  const before = 1 + at(6)
  const rows = Array.from({ length: 8 }, (_, i) => good(100 + i))
  rows.splice(before, 0, badRows[((number - 1) / 2) % badRows.length] ?? '')
  return { bytes: Buffer.from(`${head}\n${rows.join('\n')}\n`), badRow: before + 2 }
}

describe('a corpus of bad files', () => {
  let worker: URL
  beforeAll(async () => {
    worker = await bundleWorker(new URL('./parse-worker.ts', import.meta.url))
  })

  it(`of ${size} files each is refused with its reason, or its one bad row is named, within memory and time`, async () => {
    const wrong: string[] = []
    let slowest = 0
    let longestStall = 0
    let last = performance.now()
    const ticking = setInterval(() => {
      const now = performance.now()
      longestStall = Math.max(longestStall, now - last - 10)
      last = now
    }, 10)
    for (let number = 0; number < size; number += 1) {
      const { bytes, badRow } = badFile(number)
      const started = performance.now()
      const table = await readTableSafely(bytes, {}, { worker })
      slowest = Math.max(slowest, performance.now() - started)
      const checked = table.ok ? await checkRows<Person>(table.value, { columns, mapping: mapColumns(table.value, columns as never), sourceSystem: 's', compare: () => ({ state: 'new' }) }) : table
      if (!checked.ok) {
        if (!(checked.reason in reasons)) wrong.push(`${number}: no sentence for ${checked.reason}`)
        if (badRow !== null) wrong.push(`${number}: the whole file is refused (${checked.reason}) for one row`)
        continue
      }
      const named = [...new Set(checked.value.wrong.map(({ row }) => row))]
      if (badRow === null || named.length !== 1 || named[0] !== badRow) wrong.push(`${number}: rows ${named.join()} named, bad is ${String(badRow)}`)
      if (checked.value.wrong.some(({ reason }) => !(reason in reasons))) wrong.push(`${number}: a cell without a sentence`)
    }
    clearInterval(ticking)
    console.log(`${size} bad files: slowest ${Math.round(slowest)} ms, longest stall of this thread ${Math.round(longestStall)} ms`)
    expect(wrong).toEqual([])
    expect(slowest).toBeLessThan(60_000)
  }, 1_200_000)

  it('would hold up everybody if it were parsed here: the same large file stalls this thread for longer than in the worker', async () => {
    const bytes = Buffer.from(`${head}\n${`${good(1)}\n`.repeat(20_000)}`)
    async function stallOf(run: () => Promise<unknown>): Promise<number> {
      let longest = 0
      let last = performance.now()
      const ticking = setInterval(() => {
        longest = Math.max(longest, performance.now() - last)
        last = performance.now()
      }, 1)
      await run()
      await new Promise((resolve) => setTimeout(resolve, 5))
      clearInterval(ticking)
      return longest
    }
    const here = Math.min(...[await stallOf(() => readTable(bytes, {})), await stallOf(() => readTable(bytes, {})), await stallOf(() => readTable(bytes, {}))])
    const inWorker = Math.min(...[await stallOf(() => readTableSafely(bytes, {}, { worker })), await stallOf(() => readTableSafely(bytes, {}, { worker })), await stallOf(() => readTableSafely(bytes, {}, { worker }))])
    expect(inWorker).toBeLessThan(here)
  })
})
