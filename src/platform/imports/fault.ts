import type { Done, Refused } from '../../kernel/outcome'
import type reasons from './reasons.json'

/** A word of `reasons.json`, where its sentence stands in three languages. */
export type ImportReason = keyof typeof reasons

/** What the sentence of a reason names: a row, a column heading, a cell address, a limit. */
export type FaultParams = Readonly<Record<string, string | number>>

/** The whole file is refused, and nothing is written. */
export interface ImportFault extends Refused<ImportReason> {
  readonly params: FaultParams
}

export type Checked<Value> = Done<Value> | ImportFault

export function fault(reason: ImportReason, params: FaultParams = {}): ImportFault {
  return { ok: false, reason, params }
}

/** 1 is 'A', 27 is 'AA'. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}
