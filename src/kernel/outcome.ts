/**
 * The answer of something that may be refused for an expected reason.
 * A refusal is a value; an exception means a bug or a broken machine.
 * Each reason is a word that has a translated sentence telling the reader what to do.
 */
export type Outcome<Value, Reason extends string> = Done<Value> | Refused<Reason>

export interface Done<Value> {
  readonly ok: true
  readonly value: Value
}

export interface Refused<Reason extends string> {
  readonly ok: false
  readonly reason: Reason
}

/** A success, with what it produced or with nothing. */
export function done(): Done<void>
export function done<Value>(value: Value): Done<Value>
export function done(value?: unknown): Done<unknown> {
  return { ok: true, value }
}

/** An expected refusal. */
export function refused<Reason extends string>(reason: Reason): Refused<Reason> {
  return { ok: false, reason }
}
