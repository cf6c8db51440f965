/** Largest photo or file of evidence, in bytes. */
export const largestEvidence = 4 * 1024 * 1024

export type EvidenceType = 'image/jpeg' | 'image/png' | 'application/pdf'
const signs: readonly (readonly [EvidenceType, readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]], ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]], ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
]

/** What a file is by its first bytes; its name and what the browser says count for nothing. */
export const evidenceTypeOf = (bytes: Uint8Array): EvidenceType | undefined => signs.find(([, sign]) => sign.every((byte, at) => bytes[at] === byte))?.[0]

export const evidenceEnding: Record<EvidenceType, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' }
