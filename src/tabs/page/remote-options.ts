import { LiveOptions, type NamedValues } from '../../core/connection/live-options'
import { requestProtocol } from './requests'
import { notCloneable } from '../protocol/errors'
import { sizeOf } from './size-of'
import type { Codec } from '../../core/vocabulary/wire'

type Named = NamedValues<unknown, unknown>

/** A message in the queue. The queue reads its size. */
export class Waiting {
  readonly message: unknown
  readonly byteLength: number

  constructor(message: unknown) {
    this.message = message
    this.byteLength = sizeOf(message)
  }
}

/** What waits in the queue is a copy: the caller may change the message. What cannot be copied is reported to the caller of `send()`. */
const copying: Codec<unknown, unknown> = {
  name: 'copy',
  encode(message) {
    try {
      return new Waiting(structuredClone(message)) as never
    } catch (cause) {
      throw notCloneable(cause)
    }
  },
  decode: (data) => data,
}

/** Messages cross the port as they are: the codec of the worker has decoded them. */
export const passing: Codec<unknown, unknown> = { name: 'pass', encode: (message) => message as never, decode: (data) => data }

/** Options that the worker decides. Components may still name them, for the types of messages. */
const FORCED: { readonly [K in keyof Named]?: Named[K] | undefined } = {
  codec: copying,
  requests: requestProtocol,
  handshake: undefined,
  heartbeat: undefined,
  farewell: undefined,
}

/** The options in force of a page's connection. */
export class RemoteOptions extends LiveOptions<unknown, unknown> {
  /** The part of the `channels` of the worker that the page needs. */
  channels: { readonly history: number } | undefined

  override given<K extends keyof Named>(name: K): Named[K] {
    if (name === 'channels' && this.channels) return this.channels as Named[K]
    return name in FORCED ? (FORCED[name] as Named[K]) : super.given(name)
  }

  /** As its holders name it. */
  asNamed<K extends keyof Named>(name: K): Named[K] {
    return super.given(name)
  }
}

/** What the worker's `channels` say to the page. */
export function setChannelHistory(options: LiveOptions<unknown, unknown>, history: number): void {
  if (options instanceof RemoteOptions) options.channels = { history }
}
