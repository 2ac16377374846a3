import { expect, it } from 'vitest'
import type { DeadlineName } from '../../../src/core/policy/machine-types'
import type { LifecycleSignal } from '../../../src/core/vocabulary/options'
import type { TapCause } from '../../../src/core/vocabulary/tap'
import type { MirrorEvent } from '../../../src/tabs/page/mirror'
import { causeOf } from '../../../src/devtools/panel/timeline/causes'

const sentence = (type: TapCause['type'], detail?: string, rest: Partial<Parameters<typeof causeOf>[0]> = {}): string =>
  causeOf({ cause: { type, detail }, close: null, error: null, ...rest })

const CAUSES: Readonly<Record<TapCause['type'], string>> = {
  retain: 'a component wants the connection',
  release: 'the last component left',
  connect: 'connect() was called',
  disconnect: 'disconnect() was called',
  reconnect: 'reconnect() was called',
  renew: 'renew() was called',
  ping: 'a ping was requested',
  dispose: 'the connection was disposed',
  options: 'the options changed',
  deadline: 'a deadline passed',
  signal: 'the browser sent a signal',
  resolved: 'the url and the protocols are known',
  failed: 'the attempt failed',
  'socket-open': 'the socket opened',
  'socket-closing': 'the server started to close the socket',
  'socket-close': 'the socket closed',
  ready: 'the handshake is done',
  'ping-sent': 'a ping was sent',
}
const TABS: Readonly<Record<Exclude<MirrorEvent['type'], TapCause['type']>, string>> = {
  mirrored: 'reported by the worker',
  left: 'the worker ended the demand of this page',
  detached: 'the worker does not know this page yet',
  welcome: 'the worker answered',
  unserved: 'the worker does not answer',
  asleep: 'the page went to the back/forward cache',
  awake: 'the page was restored from the back/forward cache',
}
const DEADLINES: Readonly<Record<DeadlineName, string>> = {
  attempt: 'the attempt took too long',
  renew: 'the credentials were due for renewal',
  retry: 'the retry was due',
  stable: 'the connection was open long enough to count as stable',
  ping: 'a ping was due',
  pong: 'the server sent nothing before the heartbeat deadline',
  linger: 'the last component left and lingerMs passed',
  closing: 'the socket did not close within closeTimeoutMs',
}
const SIGNALS: Readonly<Record<LifecycleSignal, string>> = {
  online: 'the browser went online',
  offline: 'the browser went offline',
  visible: 'the page became visible',
  hidden: 'the page was hidden',
  frozen: 'the page was frozen',
  resumed: 'the page was resumed',
  restored: 'the page was restored from the back/forward cache',
}

const entries = <Key extends string>(table: Readonly<Record<Key, string>>) => Object.entries(table) as [Key, string][]

it.each(entries(CAUSES))('describes the cause %s without a detail', (type, text) => expect(sentence(type)).toBe(text))

it.each(entries(DEADLINES))('describes the deadline %s', (name, text) => expect(sentence('deadline', name)).toBe(text))

it.each(entries(SIGNALS))('describes the signal %s', (signal, text) => expect(sentence('signal', signal)).toBe(text))

it.each([
  ['url-timeout', 'the url or protocols function did not answer within connectTimeoutMs'],
  ['connect-timeout', 'the socket did not open within connectTimeoutMs'],
  ['handshake-timeout', 'the handshake did not finish within handshakeTimeoutMs'],
  ['attempts-exhausted', 'the attempt took too long'],
])('says which step took too long after %s', (code, text) => {
  expect(sentence('deadline', 'attempt', { error: { code, message: 'text' } })).toBe(text)
})

it.each([
  ['invalid-url', 'the url is not valid'],
  ['insecure-url', 'an https page may not use ws://'],
  ['invalid-protocol', 'the subprotocols are not valid'],
  ['no-websocket', 'there is no WebSocket class'],
  ['transport-failed', 'the transport failed'],
  ['url-failed', 'the url or protocols function failed'],
  ['handshake-failed', 'the handshake failed'],
  ['connect-failed', 'the socket could not be opened'],
  ['attempts-exhausted', 'the attempt failed (attempts-exhausted)'],
  ['constructor', 'the attempt failed (constructor)'],
])('describes a failure with the code %s', (code, text) => expect(sentence('failed', code)).toBe(text))

it('takes the code of a failure from its error when the cause has none', () => {
  expect(sentence('failed', undefined, { error: { code: 'handshake-failed', message: 'text' } })).toBe('the handshake failed')
})

it.each([
  [1006, '', 'the socket closed with 1006 (connection lost)'],
  [1000, 'bye', 'the socket closed with 1000 (normal): “bye”'],
  [4401, 'no token', 'the socket closed with 4401: “no token”'],
  [4000, '', 'the socket closed with 4000'],
])('shows the close code %i with its meaning and the reason of the server', (code, reason, text) => {
  expect(sentence('socket-close', undefined, { close: { code, reason } })).toBe(text)
})

it('describes a deadline or signal that it does not know by its kind', () => {
  expect(sentence('deadline', 'toString')).toBe('a deadline passed')
  expect(sentence('signal', 'dimmed')).toBe('the browser sent a signal')
})

it.each(Object.entries(TABS))('describes %s, a cause of a connection in a worker', (type, text) => {
  expect(sentence(type as TapCause['type'])).toBe(text)
})

it('shows a cause of a later version by its name', () => {
  expect(sentence('teleported' as TapCause['type'])).toBe('teleported')
})

it('shows the close code of the cause when the close is not recorded', () => {
  expect(sentence('socket-close', '1012')).toBe('the socket closed with 1012 (server restart)')
})

it('does not say that a socket was closed that never opened', () => {
  const failed = { close: { code: 1006, reason: '' }, error: { code: 'connect-failed', message: 'text' } }
  expect(sentence('socket-close', '1006', failed)).toBe('the socket could not be opened (closed with 1006)')
})

it('does not invent a cause for the phase that a recording starts with', () => {
  expect(sentence('signal', 'first seen')).toBe('the recording started')
})
