import { describe, expect, it } from 'vitest'
import type { ConnectionErrorCode } from 'websocket-store'
import { failure, mistake } from '../../src/core/vocabulary/errors'
import { MISTAKES, REMEDIES } from '../../src/core/vocabulary/error-texts'

/** What a reader must find in each text: the reason and the remedy. */
const REQUIRED: Record<keyof typeof REMEDIES, readonly RegExp[]> = {
  'invalid-url': [/url is not valid/, /absolute ws:/, /Vue/],
  'insecure-url': [/https page/, /wss:/],
  'invalid-protocol': [/space, a comma, "="/, /base64url/],
  'no-websocket': [/no global WebSocket/, /`WebSocket` option/],
  'transport-failed': [/transport option/, /`cause`/],
  'url-failed': [/url or protocols function failed/, /`cause`/],
  'url-timeout': [/url or protocols function/, /connectTimeoutMs/],
  'connect-failed': [/could not be opened/, /server up/],
  'connect-timeout': [/did not open/, /connectTimeoutMs/],
  'handshake-failed': [/handshake option failed/, /`cause`/],
  'handshake-timeout': [/handshake option did not finish/, /handshakeTimeoutMs/],
  'heartbeat-timeout': [/sent nothing/, /replaced/],
  closed: [/`lastClose`/, /connect\(\)/, /reconnect\.classifyClose/],
  'attempts-exhausted': [/connect\(\)/, /reconnect\.maxAttempts/],
  'protocol-mismatch': [/offered subprotocols/, /protocols option/],
  'decode-failed': [/`cause`/, /codec option/],
  'request-timeout': [/No reply/, /timeoutMs/],
  'request-lost': [/socket was lost/, /retryOnReconnect/],
  'request-refused': [/request failed/, /`cause`/],
  'messages-lost': [/Read them faster/, /`limit`/, /`onLoss`/],
  'socket-lost': [/socket ended/, /handshake or farewell/],
  'subscribe-timeout': [/subscribeTimeoutMs/, /`ackOf`/],
  'encode-failed': [/`cause`/, /json\(\)/],
  'invalid-close': [/1000 or 3000 to 4999/, /123 bytes/],
}

const REQUIRED_OF_MISTAKES: Record<keyof typeof MISTAKES, readonly RegExp[]> = {
  'asynchronous-message': [/promise/, /Await it/],
  'no-socket': [/no socket/, /url function/],
  'handshake-overflow': [/did not receive/],
  'channels-missing': [/`channels` option/],
  'requests-missing': [/`match`/, /`requests` option/],
  'respond-missing': [/`requestOf` and `reply`/, /its answer/],
}

describe('the text of an error', () => {
  it.each(Object.entries(REQUIRED))('with the code %s says why it happened and what to do', (code, required) => {
    const { message } = failure(code as ConnectionErrorCode)
    for (const pattern of required) expect(message).toMatch(pattern)
  })

  it.each(Object.entries(REQUIRED_OF_MISTAKES))('for the mistake %s says what is wrong', (code, required) => {
    const error = mistake(code as keyof typeof MISTAKES)
    expect(error).toBeInstanceOf(TypeError)
    for (const pattern of required) expect(error.message).toMatch(pattern)
  })

  it('exists for each code, and is a sentence', () => {
    for (const text of Object.values(REMEDIES)) expect(text).toMatch(/^[A-Z].{20,}[.?]$/)
    expect(Object.keys(REMEDIES).sort()).toEqual(Object.keys(REQUIRED).sort())
    expect(Object.keys(MISTAKES).sort()).toEqual(Object.keys(REQUIRED_OF_MISTAKES).sort())
  })

  it('shows the detail in parentheses, such as a close code', () => {
    expect(failure('closed', undefined, true, 1008).message).toMatch(/\(1008\)$/)
    expect(failure('closed', undefined, true, 0).message).toMatch(/\(0\)$/)
    expect(failure('closed').message).toBe(REMEDIES.closed)
    expect(mistake('no-socket').message).toBe(MISTAKES['no-socket'])
  })
})
