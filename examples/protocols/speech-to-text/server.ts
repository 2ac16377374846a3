// Two fakes of speech recognition servers, written from their documentation, on two paths of one server.
// `/v1/listen` is the Deepgram style: audio as binary frames, KeepAlive without an answer, NET-0001 when neither comes, Results,
// Finalize, CloseStream with a summary. `/v1/realtime` is the OpenAI Realtime style for transcription: audio as base64 in JSON.
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'

interface ClientMessage {
  readonly type: string
  readonly audio?: string
  readonly session?: { readonly type?: string; readonly audio?: unknown }
}

interface Listener {
  bytes: number
  /** Words that were recognized and are not final. */
  words: string[]
  silence: ReturnType<typeof setTimeout> | null
  items: number
}

export interface SpeechServer extends WsServer {
  readonly deepgramUrl: string
  readonly realtimeUrl: string
  /** Received frames by socket: the parsed text frames, and the binary ones as strings. */
  readonly received: readonly (readonly (ClientMessage | string)[])[]
  /** All audio of all sockets, as text. */
  readonly heard: string
}

export interface SpeechServerOptions {
  readonly key: string
  /** The socket is closed when neither audio nor KeepAlive arrives for this time. The real one takes 10 s. */
  readonly silenceMs: number
}

/** The fake recognizes text: the audio of a test is UTF-8. */
const wordsOf = (audio: Buffer) => audio.toString().split(' ').filter(Boolean)

export async function startServer({ key, silenceMs }: SpeechServerOptions): Promise<SpeechServer> {
  const listeners = new Map<WebSocket, Listener>()
  let heard = ''

  const send = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message))

  function expectAudio(socket: WebSocket, listener: Listener): void {
    if (listener.silence) clearTimeout(listener.silence)
    const timeOut = () => socket.close(1011, 'NET-0001: did not receive audio data or a text message within the timeout window')
    listener.silence = setTimeout(timeOut, silenceMs)
  }

  function sendResults(socket: WebSocket, { words }: Listener, isFinal: boolean): void {
    const transcript = words.join(' ')
    send(socket, { type: 'Results', is_final: isFinal, speech_final: isFinal, channel: { alternatives: [{ transcript, confidence: 0.9 }] } })
    if (isFinal) words.splice(0)
  }

  function listen(socket: WebSocket, listener: Listener, frame: string | Buffer): void {
    if (typeof frame !== 'string') {
      heard += frame.toString()
      listener.bytes += frame.length
      listener.words.push(...wordsOf(frame))
      expectAudio(socket, listener)
      return sendResults(socket, listener, false)
    }
    const { type } = JSON.parse(frame) as ClientMessage
    if (type === 'KeepAlive') return expectAudio(socket, listener)
    if (type === 'Finalize') return sendResults(socket, listener, true)
    if (type !== 'CloseStream') return socket.close(1008, 'DATA-0000')
    if (listener.words.length) sendResults(socket, listener, true)
    send(socket, { type: 'Metadata', request_id: 'request', duration: listener.bytes / 1000, channels: 1 })
    socket.close(1000)
  }

  function transcribe(socket: WebSocket, listener: Listener, frame: string | Buffer): void {
    const { type, audio = '', session } = JSON.parse(String(frame)) as ClientMessage
    const item_id = `item_${listener.items + 1}`
    switch (type) {
      case 'session.update':
        return send(socket, { type: 'session.updated', session })
      case 'input_audio_buffer.append': {
        const bytes = Buffer.from(audio, 'base64')
        heard += bytes.toString()
        listener.words.push(...wordsOf(bytes))
        return
      }
      case 'input_audio_buffer.commit': {
        if (!listener.words.length)
          return send(socket, { type: 'error', error: { type: 'invalid_request_error', code: 'input_audio_buffer_commit_empty', message: 'The buffer is empty.' } })
        listener.items++
        const words = listener.words.splice(0)
        send(socket, { type: 'input_audio_buffer.committed', item_id, previous_item_id: null })
        const about = { item_id, content_index: 0 }
        for (const delta of words) send(socket, { type: 'conversation.item.input_audio_transcription.delta', ...about, delta })
        return send(socket, { type: 'conversation.item.input_audio_transcription.completed', ...about, transcript: words.join(' ') })
      }
      default:
        send(socket, { type: 'error', error: { type: 'invalid_request_error', code: 'invalid_value', message: `Invalid value: '${type}'.` } })
    }
  }

  const isRealtime = new WeakSet<WebSocket>()
  const server = await startWsServer({
    onConnection(socket, { url = '', headers }) {
      const offered = headers['sec-websocket-protocol'] ?? ''
      const listener: Listener = { bytes: 0, words: [], silence: null, items: 0 }
      listeners.set(socket, listener)
      if (!offered.includes(key)) return socket.close(1008, 'INVALID_AUTH')
      if (url.startsWith('/v1/realtime')) {
        isRealtime.add(socket)
        return send(socket, { type: 'session.created', session: { id: 'session', type: 'transcription' } })
      }
      expectAudio(socket, listener)
    },
    onMessage: (frame, socket) => (isRealtime.has(socket) ? transcribe : listen)(socket, listeners.get(socket)!, frame),
    onClose(socket) {
      const { silence } = listeners.get(socket)!
      if (silence) clearTimeout(silence)
    },
  })

  return {
    ...server,
    deepgramUrl: `${server.url}/v1/listen`,
    realtimeUrl: `${server.url}/v1/realtime`,
    get received() {
      const parsed = (frame: string | Buffer) => (typeof frame === 'string' ? (JSON.parse(frame) as ClientMessage) : frame.toString())
      return server.framesBySocket.map((frames) => frames.map(parsed))
    },
    get heard() {
      return heard
    },
  }
}
