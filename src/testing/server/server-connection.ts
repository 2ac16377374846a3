import { systemClock } from '../../core/platform/clock'
import { settle } from '../clock/tasks'
import type { Waiting } from '../messages/waiting'
import { createRecord } from '../messages/record'
import type { ServerCodec } from '../messages/server-codec'
import { createEmitter } from './emitter'
import type { Frame, Port } from './line'
import { payloadOf, sizeOf } from './payload'
import type { DialRequest, Ending, PingAndPong, ReceivedData, ServerConnection, ServerData } from './types'

export interface ServerConnectionOptions extends DialRequest {
  id: number
  protocol: string
  port: Port
  codec: ServerCodec
  heartbeat: PingAndPong | undefined
  closeTimeoutMs: number
  waiting: Waiting
  waitMs: number
  within<T>(run: () => Promise<T>): Promise<T>
}

/** The server's end: it is open from the moment in which the server accepts the dial. */
export function createServerConnection<Received, Sent>(options: ServerConnectionOptions): ServerConnection<Received, Sent> {
  const { id, url, protocol, protocols, port, codec, heartbeat, closeTimeoutMs, waiting, waitMs, within } = options
  const listeners = createEmitter<[Received]>()
  const endings = createEmitter<[Ending]>()
  const record = createRecord<Received>(waiting, waitMs)
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

  function receive(data: ReceivedData): void {
    if (heartbeat && data === heartbeat.ping) return sendFrame(heartbeat.pong)
    for (const message of codec.messages(data) as readonly Received[]) {
      record.add(message)
      listeners.emit(message)
    }
  }

  function onFrame(frame: Frame): void {
    if (hasEnded) return
    if (frame.type === 'message') receive(frame.data)
    else if (frame.type === 'close') {
      // The answer repeats the code (RFC 6455 §5.5.1). Then the server ends the line (§7.1.1).
      if (!hasSentClose) sendClose(frame.code, frame.reason)
      port.push({ type: 'end' })
      end({ code: frame.code ?? 1005, reason: frame.reason })
    }
  }

  function sendFrame(data: ServerData): void {
    const payload = payloadOf(data) as ReceivedData
    port.push({ type: 'message', data: payload }, sizeOf(payload))
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
    messages: record.messages,
    received: (match, wait) => within(() => record.received(match, wait)),
    settled: () => within(settle),
    send(message) {
      // Encoded also when it is closed, so that a message that cannot be sent is always reported.
      const frames = codec.frames(message)
      if (isOpen) frames.forEach(sendFrame)
    },
    close(code, reason = '') {
      if (!isOpen) return
      isOpen = false
      sendClose(code, reason)
      stopTimer = systemClock.setTimer(port.cut, closeTimeoutMs)
    },
    cut() {
      isOpen = false
      port.cut()
    },
    silence: port.silence,
    slow: ({ bytesPerSecond }) => port.slow(bytesPerSecond),
    onMessage: listeners.on,
    onClose: endings.on,
  }
}
