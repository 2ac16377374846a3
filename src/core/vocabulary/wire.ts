import type { Batch } from './batch'

/** Ends a subscription. Idempotent. */
export type Unsubscribe = () => void

/**
 * The platform's own type where its type library is loaded, a structural type elsewhere, so that the declarations also
 * compile without the DOM library.
 */
type PlatformType<Name extends string, Fallback> = typeof globalThis extends {
  [K in Name]: { prototype: infer E }
}
  ? E
  : Fallback

export type EventLike = PlatformType<'Event', { readonly type: string }>
export type MessageEventLike = PlatformType<'MessageEvent', { readonly type: string; readonly data: unknown }>
export type URLLike = PlatformType<'URL', { readonly href: string }>
export type AbortSignalLike = PlatformType<'AbortSignal', { readonly aborted: boolean; readonly reason?: unknown }>

/** The part of `Blob` that this package uses, so that the DOM library is not needed. */
export interface BlobLike {
  readonly size: number
  readonly type: string
  arrayBuffer(): Promise<ArrayBuffer>
}

/** What goes over the wire: text or binary (WHATWG WebSockets §3.1 `send()`). */
export type WireData = string | ArrayBufferLike | ArrayBufferView | BlobLike

/** What the default (raw) codec returns: text frames as strings, binary frames as `ArrayBuffer` (or `Blob`, see `binaryType`). */
export type RawIncoming = string | ArrayBuffer

/** One socket of any implementation: the browser, `ws`, WebSocket-Node, a mock, or your own transport. */
export interface WebSocketLike {
  readonly readyState: number
  readonly bufferedAmount?: number | undefined
  readonly protocol?: string | undefined
  /** A string in the standard; a list in WebSocket-Node. */
  readonly extensions?: unknown
  readonly url?: string | undefined
  binaryType?: string
  send(data: never): void
  close(code?: number, reason?: string): void
  /** Used where present; otherwise the `on…` properties are assigned. */
  addEventListener?(type: never, listener: never, ...rest: never[]): void
  removeEventListener?(type: never, listener: never, ...rest: never[]): void
}

export type WebSocketConstructor = new (url: string, protocols?: string | string[]) => WebSocketLike

/** How a socket ended (WHATWG WebSockets §6 `CloseEvent`, RFC 6455 §7.4). */
export interface CloseInfo {
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean
}

/** Converts values to wire data and back. Encoding errors reach the caller of `send()`, decoding errors `on('error')`. */
export interface Codec<In, Out> {
  /** Names the codec in warnings, when two components that share a connection use different ones. */
  readonly name?: string
  /** The frame to send, or `batch()` of several. */
  encode(message: Out): WireData | Batch<WireData>
  /** The message of a frame, or `batch()` of several or none: for frames with many messages, and messages in many frames. */
  decode(data: unknown): In | Batch<In>
}

/** A codec with one message in each frame: a codec around it can use what it returns. */
export interface FrameCodec<In, Out> extends Codec<In, Out> {
  encode(message: Out): WireData
  decode(data: unknown): In
}
