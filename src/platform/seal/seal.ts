import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Keys that live outside the database and outside its backups. */
export interface Keys {
  /** 32 bytes: seals identity numbers, TOTP secrets and drafts. */
  readonly sealing: Buffer
  /** 32 bytes: finds identity numbers and phones by digest. */
  readonly lookup: Buffer
  /** 32 bytes: stirred into every password and PIN. */
  readonly pepper: Buffer
}

export interface Seal {
  seal(text: string): string
  /** @throws when the text was not sealed with this key. */
  open(sealed: string): string
  /** Keyed digest of a normalised value, such as `zz:national-id:01023456701`. */
  lookupKey(text: string): string
  /** Hexadecimal: the password library reads text only. */
  pepper(text: string): string
}

export function openSeal(keys: Keys): Seal {
  return {
    seal(text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keys.sealing, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', keys.sealing, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    lookupKey: (text) => createHmac('sha256', keys.lookup).update(text, 'utf8').digest('hex'),
    pepper: (text) => createHmac('sha256', keys.pepper).update(text, 'utf8').digest('hex'),
  }
}

export const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
export const newToken = () => randomBytes(32).toString('base64url')
export const equalDigests = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
