import { startCloseTimer } from './close-timer'
import { createEmitter } from './emitter'
import type { Frame, Port } from './line'
import { payloadOf } from './payload'
import type { DialRequest, Ending, ReceivedData, ServerConnection } from './types'

export interface ServerConnectionOptions extends DialRequest {
  id: number
  protocol: string
  port: Port
  closeTimeoutMs: number
}

/** The server's end: it is open from the moment in which the server accepts the dial. */
export function createServerConnection(options: ServerConnectionOptions): ServerConnection {
  const { id, url, protocol, protocols, port, closeTimeoutMs } = options
  const messages = createEmitter<[ReceivedData]>()
  const endings = createEmitter<[Ending]>()
  let stopTimer: (() => void) | undefined
  let hasSentClose = false
  let hasEnded = false
  let isOpen = true

  function end(ending: Ending): void {
    if (hasEnded) return
    hasEnded = true
    isOpen = false
    stopTimer?.()
    endings.emit(ending)
  }

  function sendClose(code: number | undefined, reason: string): void {
    hasSentClose = true
    port.push({ type: 'close', code, reason })
  }

  function onFrame(frame: Frame): void {
    if (hasEnded) return
    if (frame.type === 'message') messages.emit(frame.data)
    else if (frame.type === 'close') {
      // The answer repeats the code (RFC 6455 §5.5.1). Then the server ends the line (§7.1.1).
      if (!hasSentClose) sendClose(frame.code, frame.reason)
      port.push({ type: 'end' })
      end({ code: frame.code ?? 1005, reason: frame.reason })
    }
  }

  port.attach({ onFrame, onLost: () => end({ code: 1006, reason: '' }) })

  return {
    id,
    url,
    protocol,
    protocols,
    get isOpen() {
      return isOpen
    },
    send(data) {
      if (isOpen) port.push({ type: 'message', data: payloadOf(data) as ReceivedData })
    },
    close(code, reason = '') {
      if (!isOpen) return
      isOpen = false
      sendClose(code, reason)
      stopTimer = startCloseTimer(closeTimeoutMs, port.cut)
    },
    cut() {
      isOpen = false
      port.cut()
    },
    silence: port.silence,
    onMessage: messages.on,
    onClose: endings.on,
  }
}
