import { systemClock } from '../../core/platform/clock'
import { checkClose, parseProtocols, parseUrl } from './arguments'
import { closeEvent, messageEvent } from './events'
import { defineHandlerProperties } from './handler-properties'
import type { Frame, Port } from './line'
import { payloadOf, readBlob, sizeOf } from './payload'
import type { DialRequest } from './types'

const CONNECTING = 0
const OPEN = 1
const CLOSING = 2
const CLOSED = 3
const STATES = { CONNECTING, OPEN, CLOSING, CLOSED }

export interface SocketHost {
  closeTimeoutMs: number
  /** Starts a dial and returns the client's end of its line. */
  dial(request: DialRequest): Port
}

/** The class of a browser's sockets (WHATWG WebSockets §3), with a test server at the other end. */
export function createSocketClass({ dial, closeTimeoutMs }: SocketHost): typeof WebSocket {
  // Made here and not at the top level, so that importing this file needs no EventTarget.
  class TestWebSocket extends EventTarget {
    readonly #url: URL
    readonly #offered: readonly string[]
    readonly #port: Port
    #readyState = CONNECTING
    #protocol = ''
    #bufferedAmount = 0
    #binaryType: BinaryType = 'blob'
    #hasOpened = false
    #receivedClose: { code: number | undefined; reason: string } | undefined
    #stopTimer: (() => void) | undefined

    constructor(url: string | URL, protocols: string | string[] = []) {
      super()
      this.#url = parseUrl(String(url))
      this.#offered = parseProtocols(protocols)
      this.#port = dial({ url: this.#url.href, protocols: this.#offered })
      this.#port.attach({ onFrame: (frame) => this.#onFrame(frame), onLost: () => this.#end() })
    }

    get url() {
      return this.#url.href
    }
    get readyState() {
      return this.#readyState
    }
    get protocol() {
      return this.#protocol
    }
    get extensions() {
      return ''
    }
    get bufferedAmount() {
      return this.#bufferedAmount
    }
    get binaryType() {
      return this.#binaryType
    }
    // JavaScript passes any value; one that is not in the enumeration is ignored.
    set binaryType(type: BinaryType) {
      if (['blob', 'arraybuffer'].includes(type)) this.#binaryType = type
    }

    send(data: unknown): void {
      if (this.#readyState === CONNECTING) throw new DOMException('The socket is still connecting.', 'InvalidStateError')
      const payload = payloadOf(data)
      const size = sizeOf(payload)
      // It grows also while nothing can be sent any more.
      this.#bufferedAmount += size
      if (this.#readyState !== OPEN) return
      const frame =
        payload instanceof Blob
          ? readBlob(payload).then((read): Frame => ({ type: 'message', data: read }))
          : ({ type: 'message', data: payload } as const)
      this.#port.push(frame, size, () => (this.#bufferedAmount -= size))
    }

    // Typed as what JavaScript may pass.
    close(givenCode?: unknown, givenReason: unknown = ''): void {
      const reason = String(givenReason)
      // The number conversion of `[Clamp] unsigned short`.
      const code = givenCode === undefined ? undefined : Math.min(65_535, Math.max(0, Math.round(Number(givenCode)) || 0))
      checkClose(code, reason)
      if (this.#readyState >= CLOSING) return
      const isOpen = this.#readyState === OPEN
      this.#readyState = CLOSING
      if (isOpen) this.#sendClose(code, reason)
      else this.#port.cut()
    }

    #sendClose(code: number | undefined, reason: string): void {
      this.#port.push({ type: 'close', code, reason })
      this.#stopTimer = systemClock.setTimer(this.#port.cut, closeTimeoutMs)
    }

    #onFrame(frame: Frame): void {
      if (this.#readyState === CLOSED) return
      switch (frame.type) {
        case 'accept':
          return this.#open(frame.protocol)
        case 'message':
          if (this.#readyState === OPEN) this.dispatchEvent(messageEvent(this.#received(frame.data), this.#url.origin))
          return
        case 'close':
          this.#receivedClose = frame
          if (this.#readyState !== OPEN) return
          this.#readyState = CLOSING
          return this.#sendClose(frame.code, frame.reason)
        default:
          return this.#end()
      }
    }

    #open(protocol: string): void {
      if (this.#readyState !== CONNECTING) return
      // A client that offers subprotocols fails the connection unless the server chooses one of them (RFC 6455 §4.1).
      const isValid = this.#offered.length === 0 ? protocol === '' : this.#offered.includes(protocol)
      if (!isValid) return this.#port.cut()
      this.#readyState = OPEN
      this.#hasOpened = true
      this.#protocol = protocol
      this.dispatchEvent(new Event('open'))
    }

    #received(data: string | ArrayBuffer): string | ArrayBuffer | Blob {
      return typeof data !== 'string' && this.#binaryType === 'blob' ? new Blob([data]) : data
    }

    #end(): void {
      if (this.#readyState === CLOSED) return
      this.#readyState = CLOSED
      this.#stopTimer?.()
      if (!this.#hasOpened) this.dispatchEvent(new Event('error'))
      const received = this.#receivedClose
      const fields = received ? { code: received.code ?? 1005, reason: received.reason } : { code: 1006, reason: '' }
      this.dispatchEvent(closeEvent({ ...fields, wasClean: received !== undefined }))
    }
  }

  Object.defineProperty(TestWebSocket, 'name', { value: 'WebSocket' })
  defineHandlerProperties(TestWebSocket.prototype, ['open', 'message', 'error', 'close'])
  for (const [name, value] of Object.entries(STATES)) {
    for (const owner of [TestWebSocket, TestWebSocket.prototype]) Object.defineProperty(owner, name, { value, enumerable: true })
  }
  return TestWebSocket as unknown as typeof WebSocket
}
