// Live speech recognition in the style of the OpenAI Realtime API: all frames are JSON, audio is base64. Options that do the
// work: `handshake` configures the session on each socket, `codec` encodes the audio, `queue` limits what waits.
import { createConnection, json, type Codec, type ReconnectOptions } from 'websocket-store'

export interface RealtimeEvent {
  readonly type: string
  readonly item_id?: string
  readonly delta?: string
  readonly transcript?: string
  readonly error?: { readonly code: string; readonly message: string }
}

export type RealtimeCommand = Uint8Array | { readonly type: string; readonly [field: string]: unknown }

const text = json<RealtimeEvent, object>()
const base64Of = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
const codec: Codec<RealtimeEvent, RealtimeCommand> = {
  ...text,
  encode: (message) =>
    text.encode(message instanceof Uint8Array ? { type: 'input_audio_buffer.append', audio: base64Of(message) } : message),
}

const SESSION = {
  type: 'transcription',
  audio: { input: { format: { type: 'audio/pcm', rate: 24_000 }, transcription: { model: 'gpt-4o-transcribe' }, turn_detection: null } },
}

export interface RealtimeOptions {
  /** A short-lived client secret from your own server. Asked before each attempt. */
  clientSecret(): Promise<string>
  readonly reconnect?: Pick<ReconnectOptions, 'delay'>
}

export const connectRealtime = (url: string, { clientSecret, reconnect = {} }: RealtimeOptions) =>
  createConnection(`${url}?intent=transcription`, {
    protocols: async () => ['realtime', `openai-insecure-api-key.${await clientSecret()}`],
    codec,
    async handshake({ send, receive }) {
      await receive(({ type }) => type === 'session.created')
      send({ type: 'session.update', session: SESSION })
      const { type, error } = await receive(({ type }) => type === 'session.updated' || type === 'error')
      if (type === 'error') throw Object.assign(new Error(error?.message), { fatal: true })
    },
    queue: { highWaterMarkBytes: 65_536, ttlMs: 5000, overflow: 'drop-oldest' },
    reconnect,
  })
