declare const idKind: unique symbol

/** A UUID that names one record of a kind: `Id<'vacancy'>` cannot be given where `Id<'person'>` is asked. */
export type Id<Kind extends string> = string & { readonly [idKind]: Kind }

/**
 * A new UUID of version 7 (RFC 9562): 48 bits of time in milliseconds, the rest random. Ids made later sort later,
 * to the millisecond. The time inside is a hint for the index of the database and is never read back as a fact.
 */
export function newId<Kind extends string>(nowMs?: number): Id<Kind> {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  let time = Math.floor(nowMs ?? globalThis.performance.timeOrigin + globalThis.performance.now())
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = time % 256
    time = Math.floor(time / 256)
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return groups.join('-') as Id<Kind>
}

/** True for a UUID of any version, in lower case, as the database prints it. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}

/** Reads an id from outside, in either case; undefined when it is no UUID. */
export function parseId<Kind extends string>(text: string): Id<Kind> | undefined {
  const lower = text.toLowerCase()
  return isUuid(lower) ? (lower as Id<Kind>) : undefined
}
