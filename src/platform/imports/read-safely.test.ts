import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { readTableSafely } from './read-safely'
import { cell, goodRow, headRow, workbook } from './test-files'
import { bundleWorker } from './test-worker'

/** A worker that does what a hostile file might make the parser do. */
function hostile(program: string): URL {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'openpes-hostile-')), 'worker.cjs')
  writeFileSync(file, program)
  return pathToFileURL(file)
}

describe('reading in a worker', () => {
  let worker: URL
  beforeAll(async () => {
    worker = await bundleWorker(new URL('./parse-worker.ts', import.meta.url))
  })

  it('gives the same table as reading here', async () => {
    const csv = await readTableSafely(Buffer.from('a,b\n1,ក\n'), {}, { worker })
    expect(csv.ok && csv.value.rows).toEqual([{ row: 2, cells: ['1', 'ក'] }])
    const xlsx = await readTableSafely(workbook(headRow + goodRow), {}, { worker })
    expect(xlsx.ok && xlsx.value.rows).toEqual([{ row: 2, cells: ['1', 'Sok'] }])
  })

  it('gives refusals and their parameters', async () => {
    const answer = await readTableSafely(workbook(`${headRow}<row r="2">${cell('XFD2', 'x')}</row>`), {}, { worker })
    expect(answer).toEqual({ ok: false, reason: 'too-many-columns', params: { limit: 100, cell: 'XFD2' } })
  })

  it('reads a full file of 20,000 rows and 20 columns within the limits', async () => {
    const line = Array.from({ length: 20 }, (_, i) => `ពាក្យ${i}`).join(',')
    const head = Array.from({ length: 20 }, (_, i) => `c${i}`).join(',')
    const answer = await readTableSafely(Buffer.from(`${head}\n${`${line}\n`.repeat(20_000)}`), {}, { worker })
    expect(answer.ok && answer.value.rows.length).toBe(20_000)
  })

  it('ends a worker that never ends, and the thread here goes on meanwhile', async () => {
    let ticks = 0
    const ticking = setInterval(() => (ticks += 1), 10)
    const answer = await readTableSafely(Buffer.from('a'), {}, { worker: hostile('for (;;) {}'), seconds: 1 })
    clearInterval(ticking)
    expect(answer).toEqual({ ok: false, reason: 'took-too-long', params: { seconds: 1 } })
    expect(ticks).toBeGreaterThan(20)
  })

  it('ends a worker that eats memory', async () => {
    const program = 'const all = []; for (;;) all.push(new Array(1000).fill({}))'
    const answer = await readTableSafely(Buffer.from('a'), {}, { worker: hostile(program), megabytes: 64 })
    expect(answer).toEqual({ ok: false, reason: 'needed-too-much-memory', params: { limit: 64 } })
  })

  it('throws when the worker itself is broken, and reads the next file', async () => {
    await expect(readTableSafely(Buffer.from('a'), {}, { worker: hostile('throw new Error("broken")') })).rejects.toThrow('broken')
    await expect(readTableSafely(Buffer.from('a'), {}, { worker: hostile('') })).rejects.toThrow('without an answer')
    expect((await readTableSafely(Buffer.from('a,b\n1,2\n'), {}, { worker })).ok).toBe(true)
  })
})
