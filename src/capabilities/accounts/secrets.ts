import { hash, hashRaw, verify } from '@node-rs/argon2'
import { readFileSync } from 'node:fs'
import { Secret, TOTP } from 'otpauth'
import type { Seal } from '../../platform/seal/seal'
import { normalisePassword } from './rules'

/** argon2id, the default of the library. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Too many proofs are being computed; the caller answers 429. */
export class ProofsBusy extends Error {}

const atOnce = 8
const mayWait = 64
let running = 0
const waiting: (() => void)[] = []

/** At most 8 computations at once and 64 waiting, so that a flood of sign-ins cannot starve the pages. */
async function bounded<T>(compute: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mayWait) throw new ProofsBusy()
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  running += 1
  try {
    return await compute()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

export const hashPassword = (seal: Seal, password: string) => bounded(() => hash(seal.pepper(normalisePassword(password)), cost))

export const isPassword = (seal: Seal, stored: string, password: string) =>
  bounded(() => verify(stored, seal.pepper(normalisePassword(password))))

/** PINs of one phone share a salt, so that one computation is compared with all accounts on it. */
export async function hashPin(seal: Seal, handle: string, pin: string): Promise<string> {
  const salt = Buffer.from(seal.lookupKey(`salt:${handle}`), 'hex').subarray(0, 16)
  const raw = await bounded(() => hashRaw(seal.pepper(`pin:${pin}`), { ...cost, salt }))
  return raw.toString('hex')
}

let dummy: Promise<string> | undefined
/** What an unknown name is compared with, so that it takes as long as a known one. */
export const dummyHash = (seal: Seal) => (dummy ??= hashPassword(seal, 'nobody has this password'))

export const newTotpSecret = () => new Secret({ size: 20 }).base32

const totpOf = (secret: string, label = 'OpenPES') => new TOTP({ issuer: 'OpenPES', label, secret: Secret.fromBase32(secret) })

export const totpAddress = (secret: string, label: string) => totpOf(secret, label).toString()
export const totpCode = (secret: string, at: Date) => totpOf(secret).generate({ timestamp: at.getTime() })

/** The time step of a right code, at most one step away and later than the last one used; null otherwise. */
export function totpStep(secret: string, code: string, at: Date, lastStep: number | null): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: at.getTime(), window: 1 })
  if (delta === null) return null
  const step = Math.floor(at.getTime() / 30_000) + delta
  return lastStep !== null && step <= lastStep ? null : step
}

let common: ReadonlySet<string> | undefined
export function commonPasswords(file: string): ReadonlySet<string> {
  return (common ??= new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean)))
}
