// Live speech recognition in the Deepgram style. Options that do the work: `codec` mixes JSON and audio, `heartbeat` sends
// KeepAlive and expects no answer, `queue` limits the audio that waits, `classifyClose` knows that 1000 is the end of the
// stream. To get the last words, send CloseStream: the server sends them, then its summary, and closes with 1000. For the OpenAI Realtime style see realtime.ts.
import { createConnection, json, type Codec, type ReconnectOptions } from 'websocket-store'

export interface Results {
  readonly type: 'Results'
  readonly is_final: boolean
  readonly channel: { readonly alternatives: readonly { readonly transcript: string }[] }
}

export interface Metadata {
  readonly type: 'Metadata'
  readonly duration: number
}

export type FromSpeech = Results | Metadata
export type ToSpeech = Uint8Array | { readonly type: 'Finalize' | 'CloseStream' }

const text = json<FromSpeech, ToSpeech>()
const codec: Codec<FromSpeech, ToSpeech> = {
  ...text,
  encode: (message) => (message instanceof Uint8Array ? message : text.encode(message)),
}

export interface SpeechOptions {
  readonly key: string
  /** The server closes a socket that gets neither audio nor KeepAlive for 10 s. */
  readonly keepAliveMs?: number
  /** Audio beyond this waits in the queue instead of the socket's buffer. */
  readonly highWaterMarkBytes?: number
  /** Audio older than this is worth nothing. */
  readonly maxAudioAgeMs?: number
  readonly reconnect?: Pick<ReconnectOptions, 'delay'>
}

export function connect(url: string, options: SpeechOptions) {
  const { key, keepAliveMs = 4000, highWaterMarkBytes = 65_536, maxAudioAgeMs = 5000, reconnect } = options
  return createConnection(`${url}?model=nova-3&interim_results=true`, {
    // A browser cannot send an Authorization header: the key is a subprotocol.
    protocols: ['token', key],
    codec,
    heartbeat: { intervalMs: keepAliveMs, timeoutMs: Infinity, message: '{"type":"KeepAlive"}' },
    queue: { highWaterMarkBytes, ttlMs: maxAudioAgeMs, overflow: 'drop-oldest' },
    // For those who leave without the last words: after the last release and disconnect() no message is delivered.
    farewell: (send) => send({ type: 'CloseStream' }),
    reconnect: { ...reconnect, classifyClose: ({ code }) => (code === 1000 ? 'done' : undefined) },
  })
}
