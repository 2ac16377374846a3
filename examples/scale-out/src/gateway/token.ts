// A token says who a client is, which channels it may use, and for how long. It is signed, so the gateways need no database.
import { createHmac, timingSafeEqual } from 'node:crypto'

export interface Claims {
  readonly user: string
  /** Names of channels. A last `*` stands for any end of the name. */
  readonly channels: readonly string[]
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

const signatureOf = (payload: string, secret: string): Buffer => createHmac('sha256', secret).update(payload).digest()

export function createToken(claims: Claims, secret: string): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
  return `${payload}.${signatureOf(payload, secret).toString('base64url')}`
}

/** The claims of a token that is signed with the secret and has not expired; otherwise undefined. */
export function readToken(token: unknown, secret: string, now = Date.now()): Claims | undefined {
  if (typeof token !== 'string') return undefined
  const [payload = '', signature = ''] = token.split('.')
  const given = Buffer.from(signature, 'base64url')
  const expected = signatureOf(payload, secret)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims
  return claims.expiresAt > now ? claims : undefined
}

export const isAllowed = ({ channels }: Claims, channel: string): boolean =>
  channels.some((pattern) => (pattern.endsWith('*') ? channel.startsWith(pattern.slice(0, -1)) : channel === pattern))
