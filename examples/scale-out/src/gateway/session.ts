// The protocol of one socket, after the socket itself: who the client is, what it may use, and what it has subscribed to.
import { CLOSE, hasMembers, isChannel, isPosition, type FromServer, type ToServer } from '../protocol'
import type { Feed, Subscriber } from './feed'
import type { Presence } from './presence'
import { isAllowed, readToken, type Claims } from './token'

/** Time from the open to a valid token: the `handshakeTimeoutMs` of the client. */
const AUTH_MS = 10_000
const MAX_CHANNELS = 1000
/** Longer times would overflow a timer. */
const MAX_TIMER_MS = 2 ** 31 - 1

export interface SessionOptions {
  readonly gateway: string
  readonly secret: string
  readonly feed: Feed
  readonly presence: Presence
  readonly subscriber: Subscriber
  close(code: number, reason: string): void
}

export interface Session {
  onText(text: string): void
  /** The socket is closed. */
  end(): void
}

export function createSession({ gateway, secret, feed, presence, subscriber, close }: SessionOptions): Session {
  const channels = new Set<string>()
  let claims: Claims | undefined
  let expiry = setTimeout(() => close(CLOSE.timeout, 'no token'), AUTH_MS)

  const send = (message: FromServer): void => subscriber.send(JSON.stringify(message))

  function authenticate(token: unknown): void {
    const next = readToken(token, secret)
    if (!next) return close(CLOSE.unauthorized, 'the token is not valid')
    if (claims && claims.user !== next.user) return close(CLOSE.protocolError, 'the token is of another user')
    claims = next
    const leftMs = next.expiresAt - Date.now()
    clearTimeout(expiry)
    expiry = setTimeout(() => close(CLOSE.unauthorized, 'the token has expired'), Math.min(leftMs, MAX_TIMER_MS))
    // The new token may have fewer rights.
    for (const channel of channels) {
      if (isAllowed(next, channel)) continue
      unsubscribe(channel)
      send({ type: 'refused', channel, reason: 'not allowed' })
    }
    send({ type: 'welcome', renewAfterMs: Math.floor((leftMs * 2) / 3), gateway })
  }

  function subscribe(by: Claims, channel: unknown, after: unknown): void {
    if (!isChannel(channel)) return close(CLOSE.protocolError, 'not a name of a channel')
    if (after !== undefined && !isPosition(after)) return close(CLOSE.protocolError, 'not a position')
    const refuse = (reason: string) => send({ type: 'refused', channel, reason })
    if (!isAllowed(by, channel)) return refuse('not allowed')
    if (channels.has(channel)) unsubscribe(channel)
    if (channels.size === MAX_CHANNELS) return refuse('too many channels')
    channels.add(channel)
    feed.subscribe(subscriber, channel, after)
    if (!hasMembers(channel)) return
    const users = presence.usersOf(channel)
    if (users) send({ type: 'members', channel, users })
    presence.join(channel, by.user)
  }

  function unsubscribe(channel: string | undefined): void {
    if (channel === undefined || !channels.delete(channel)) return
    feed.unsubscribe(subscriber, channel)
    if (hasMembers(channel)) presence.leave(channel, claims!.user)
  }

  return {
    onText(text) {
      if (text === 'ping') return subscriber.send('pong')
      const message = parse(text)
      if (message?.type === 'auth') authenticate(message.token)
      else if (!claims) close(CLOSE.protocolError, 'the first message must be auth')
      else if (message?.type === 'subscribe') subscribe(claims, message.channel, message.after)
      else if (message?.type === 'unsubscribe') unsubscribe(message.channel)
      else close(CLOSE.protocolError, 'unknown message')
    },
    end() {
      clearTimeout(expiry)
      for (const channel of channels) unsubscribe(channel)
    },
  }
}

/** Its fields are checked where they are used. */
function parse(text: string): Partial<ToServer> | undefined {
  try {
    const message: unknown = JSON.parse(text)
    return typeof message === 'object' && message !== null ? message : undefined
  } catch {
    return undefined
  }
}
