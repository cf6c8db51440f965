import pg from 'pg'

/*
 * How PostgreSQL text becomes a JavaScript value, for both engines.
 * Arrays of enums and of other created types stay text such as '{a,b}': cast them to text[].
 */

/** bigint as number. Above 2^53 it throws, because a silently rounded id or hash is worse than an error. */
function bigintToNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) {
    throw new RangeError('A bigint is too large for a number: cast it to text in the query')
  }
  return number
}

const asText = (text: string): string => text
const toTimestamptz: (text: string) => unknown = pg.types.getTypeParser(1184, 'text')
const textArrayOid: number = 1009
const toTextArray: (text: string) => Array<string | null> = pg.types.getTypeParser(textArrayOid, 'text')

/** Flat arrays only; null elements stay null. */
function arrayOf(parse: (text: string) => unknown): (text: string) => unknown {
  return (text) => toTextArray(text).map((item) => (item === null ? null : parse(item)))
}

/** Type OIDs from pg_type; the second column of each pair is the array type. */
const scalars: ReadonlyArray<readonly [number, number, (text: string) => unknown]> = [
  [20, 1016, bigintToNumber], // int8
  [1700, 1231, asText], // numeric
  [1082, 1182, asText], // date, 'YYYY-MM-DD'
  [1083, 1183, asText], // time
  [1114, 1115, asText], // timestamp without time zone: no zone, so no Date
  [1184, 1185, toTimestamptz], // timestamptz, a Date
  [1186, 1187, asText], // interval
  [25, 1009, asText], // text
  [1043, 1015, asText], // varchar
  [19, 1003, asText], // name
  [2950, 2951, asText], // uuid
  [23, 1007, Number] // int4
]

const byOid = new Map<number, (text: string) => unknown>()
for (const [oid, arrayOid, parse] of scalars) {
  byOid.set(oid, parse)
  byOid.set(arrayOid, arrayOf(parse))
}

/** The `types` setting of every `pg` client of either engine. Types not named here are parsed as `pg` does. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: string) {
    const own = format === 'binary' ? undefined : byOid.get(oid)
    return own ?? pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text')
  }
}
