import { json } from '../../core/codec/json'
import { membersOf, type Batch } from '../../core/vocabulary/batch'
import type { AnyCodec } from '../../core/vocabulary/inference'
import type { ReceivedData, ServerData } from '../server/types'

/** The codec of the server's end of one socket. */
export interface ServerCodec {
  frames(message: unknown): readonly ServerData[]
  /** A frame that the codec cannot decode stays as it is. */
  messages(data: ReceivedData): readonly unknown[]
}

type Given = AnyCodec | (() => AnyCodec)

/**
 * Makes the codec for each socket. A codec that does the same in both directions serves the other end too. The exception is
 * `json()` with schemas: they check the other direction, so the server uses plain JSON.
 */
export function serverCodecs(ofClient: Given | undefined, ofServer: Given | undefined): () => ServerCodec {
  const given = ofServer ?? ofClient
  if (!given) return () => RAW
  return () => {
    const made = typeof given === 'function' ? given() : given
    return around(!ofServer && made.name === 'json' ? json() : made)
  }
}

const around = (codec: AnyCodec): ServerCodec => ({
  frames: (message) => membersOf(message).flatMap((each) => membersOf(codec.encode(each))) as ServerData[],
  messages(data) {
    try {
      return membersOf(codec.decode(data))
    } catch {
      return [data]
    }
  },
})

const RAW: ServerCodec = {
  frames: (message) => membersOf(message as ServerData | Batch<ServerData>),
  messages: (data) => [data],
}
