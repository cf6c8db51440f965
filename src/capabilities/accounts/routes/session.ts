import type { Incoming } from '../../../platform/http/route'
import type { Attempt, SignedIn } from '../actions'
import { deviceCookie, sessionCookie } from '../session-actor'

/** Only addresses of our own pages; anything else leads to the start page. */
export const ownPath = (next: string | undefined) => (next && /^\/(en|km|lo)\/[\w/-]*$/.test(next) ? next : '')

type AnyRequest = Pick<Incoming<unknown, unknown>, 'cookies' | 'address' | 'setCookie'>

/** From where somebody tries to sign in. */
export function attemptOf(request: AnyRequest, shared: boolean): Attempt {
  return { deviceToken: request.cookies[deviceCookie] ?? null, sessionToken: request.cookies[sessionCookie] ?? null, address: request.address, shared }
}

/** Gives the browser its session and remembers the device. */
export function putSession(request: AnyRequest, { sessionToken, deviceToken }: SignedIn): void {
  request.setCookie(sessionCookie, sessionToken, {})
  request.setCookie(deviceCookie, deviceToken, { maxAge: 90 * 86_400 })
}

