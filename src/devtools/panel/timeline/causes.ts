import type { DeadlineName } from '../../../core/policy/machine-types'
import type { ConnectionErrorCode } from '../../../core/vocabulary/errors'
import type { LifecycleSignal } from '../../../core/vocabulary/options'
import type { TapCause } from '../../../core/vocabulary/tap'
import type { PhaseRecord } from '../../model/types'

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

/** Causes that only a connection in a worker has (`websocket-store/tabs`). */
const TABS: Readonly<Record<string, string>> = {
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

const SIGNALS: Readonly<Record<LifecycleSignal | 'first seen', string>> = {
  // The phase that the connection had when the recording started, whose cause nobody knows.
  'first seen': 'the recording started',
  online: 'the browser went online',
  offline: 'the browser went offline',
  visible: 'the page became visible',
  hidden: 'the page was hidden',
  frozen: 'the page was frozen',
  resumed: 'the page was resumed',
  restored: 'the page was restored from the back/forward cache',
}

/** Failures of an attempt that a short sentence describes. Every row also shows the text of its error. */
const FAILURES: Readonly<Partial<Record<ConnectionErrorCode, string>>> = {
  'invalid-url': 'the url is not valid',
  'insecure-url': 'an https page may not use ws://',
  'invalid-protocol': 'the subprotocols are not valid',
  'no-websocket': 'there is no WebSocket class',
  'transport-failed': 'the transport failed',
  'url-failed': 'the url or protocols function failed',
  'url-timeout': 'the url or protocols function did not answer within connectTimeoutMs',
  'connect-failed': 'the socket could not be opened',
  'worker-failed': 'the worker does not serve the page',
  'worker-outdated': 'the worker runs another version',
  'connect-timeout': 'the socket did not open within connectTimeoutMs',
  'handshake-failed': 'the handshake failed',
  'handshake-timeout': 'the handshake did not finish within handshakeTimeoutMs',
}

const CLOSE_CODES: Readonly<Record<number, string>> = {
  1000: 'normal',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'unsupported data',
  1005: 'no code',
  1006: 'connection lost',
  1007: 'invalid data',
  1008: 'policy violation',
  1009: 'message too big',
  1010: 'extension missing',
  1011: 'server error',
  1012: 'server restart',
  1013: 'try again later',
  1014: 'bad gateway',
  3000: 'unauthorized',
  3003: 'forbidden',
}

const lookUp = (table: Readonly<Record<string, string | undefined>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** Why a phase began, as part of a sentence in plain words: `the socket closed with 1006 (connection lost)`. */
export function causeOf({ cause, close, error }: Pick<PhaseRecord, 'cause' | 'close' | 'error'>): string {
  const { type, detail = '' } = cause
  switch (type) {
    case 'socket-close': {
      const code = close === null ? detail : String(close.code)
      if (code === '') return CAUSES[type]
      const reason = close === null || close.reason === '' ? '' : `: “${close.reason}”`
      const failure = error && lookUp(FAILURES, error.code)
      if (failure) return `${failure} (closed with ${code})${reason}`
      const meaning = lookUp(CLOSE_CODES, code)
      return `the socket closed with ${code}${meaning === undefined ? '' : ` (${meaning})`}${reason}`
    }
    case 'deadline':
      // One deadline limits all steps of an attempt. The error says which step took too long.
      return (detail === 'attempt' && error && lookUp(FAILURES, error.code)) || (lookUp(DEADLINES, detail) ?? CAUSES[type])
    case 'signal':
      return lookUp(SIGNALS, detail) ?? CAUSES[type]
    case 'failed':
      return lookUp(FAILURES, detail || (error?.code ?? '')) ?? (detail ? `${CAUSES[type]} (${detail})` : CAUSES[type])
    default:
      return lookUp(CAUSES, type) ?? lookUp(TABS, type) ?? type
  }
}
