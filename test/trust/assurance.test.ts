import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const wanted = ['D1', 'D3', 'D4', 'D7', 'D8', 'D9', 'C1', 'C2', 'C3', 'C4', 'Z1', 'Z3', 'Z4', 'Z8', 'Z9', 'Z13', 'A1', 'A2', 'A3', 'A6', 'A7', 'A9', 'I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'U1', 'U2', 'U3', 'S3', 'S4', 'L5']
const text = readFileSync(join(root, 'docs/operate/assurance.md'), 'utf8')
const rows = text.split('\n').filter((line) => /^\| [A-Z]\d+ \|/.test(line)).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
const verbs = ['hash', 'audit', 'backup', 'restore', 'drill', 'routes']

/** What is wrong with a line: a command that does not exist, no figure, no day. */
function faultsOf([id = '', , command = '', figure = '', control = '', day = '']: readonly string[]): string[] {
  const named = [...command.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one)
  const missing = named.filter((one) => {
    const words = one.split(' ')
    if (one.startsWith('npx openpes')) return !verbs.includes(words[2] ?? '')
    if (one.startsWith('npm run')) return !(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts[words[2] ?? '']
    return !existsSync(join(root, one.startsWith('node ') ? (words[1] ?? '') : (words[0] ?? '')))
  })
  return [
    ...(named.length === 0 ? [`${id}: names no command`] : []),
    ...missing.map((one) => `${id}: there is no ${one}`),
    ...(/\d/.test(figure) ? [] : [`${id}: no figure`]),
    ...(control === '' ? [`${id}: no control`] : []),
    ...(/^20\d\d-\d\d-\d\d$/.test(day) ? [] : [`${id}: no day`]),
  ]
}

it('names a command that exists, a figure, a control and a day for each statement', () => {
  expect(rows.map(([id]) => id).sort()).toEqual([...wanted].sort())
  expect(rows.flatMap(faultsOf)).toEqual([])
})

it('notices a line without evidence (control)', () => {
  expect(faultsOf(['X1', 'nothing', '`test/trust/no-such.test.ts`', 'soon', '', 'today'])).toHaveLength(4)
})

/** Files of tests that a text names and that are not there. */
const lostFiles = (said: string): string[] => [...said.matchAll(/(?:src|test)\/[\w/.-]+\.test\.tsx?/g)].map(([file]) => file).filter((file) => !existsSync(join(root, file)))
it('names no test that does not exist', () => {
  expect(lostFiles(text)).toEqual([])
  expect(lostFiles('as `src/kernel/no-such.test.ts` shows')).toEqual(['src/kernel/no-such.test.ts'])
})
