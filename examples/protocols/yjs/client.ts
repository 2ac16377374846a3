// Yjs documents over the protocol of `y-websocket`. One connection keeps one document in step with the server.
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, length, toUint8Array, writeVarUint, writeVarUint8Array, type Encoder } from 'lib0/encoding'
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates, type Awareness } from 'y-protocols/awareness'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import type { Doc } from 'yjs'
import { binary, defineOptions } from 'websocket-store'

const SYNC = 0
const AWARENESS = 1

function frame(type: number, write: (encoder: Encoder) => void): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, type)
  write(encoder)
  return toUint8Array(encoder)
}

export interface YjsSettings {
  /** @default 15_000 */
  readonly pingMs?: number
}

/** The options of the connection of one document; its url is `wss://host/room`. Create them once for each document. */
export function yjsOptions(doc: Doc, awareness: Awareness, { pingMs = 15_000 }: YjsSettings = {}) {
  /** "This is what I have": the server answers with what is missing. */
  const syncStep1 = () => frame(SYNC, (encoder) => writeSyncStep1(encoder, doc))
  const awarenessOf = (clients: number[], states = awareness.getStates()) =>
    frame(AWARENESS, (encoder) => writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, clients, states)))

  /** Applies a message. Returns the answer. */
  function apply(message: ArrayBuffer): Uint8Array | undefined {
    const decoder = createDecoder(new Uint8Array(message))
    const type = readVarUint(decoder)
    if (type === AWARENESS) applyAwarenessUpdate(awareness, readVarUint8Array(decoder), options)
    if (type !== SYNC) return undefined
    const answer = createEncoder()
    writeVarUint(answer, SYNC)
    readSyncMessage(decoder, answer, doc, options)
    return length(answer) > 1 ? toUint8Array(answer) : undefined
  }

  const options = defineOptions({
    codec: binary(),
    // Sync step 1 is the one message that the server always answers.
    heartbeat: { intervalMs: pingMs, message: syncStep1 },
    // Once for the connection, however many components share it.
    setup(connection) {
      // Nothing waits in the queue: both sides exchange what is missing after each open.
      const send = (message: Uint8Array | undefined) => void (message && connection.send(message, { queue: false }))
      const update = (change: Uint8Array, origin: unknown) => {
        if (origin !== options) send(frame(SYNC, (encoder) => writeUpdate(encoder, change)))
      }
      const changed = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown) => {
        if (origin !== options) send(awarenessOf([...added, ...updated, ...removed]))
      }
      const stops = [
        connection.on('open', () => {
          send(syncStep1())
          // Again, because the server accepts only what is newer than what it forgot. `changed` sends it.
          if (awareness.getLocalState()) awareness.setLocalState(awareness.getLocalState())
        }),
        // The answer to the server's own sync step 1 contains what changed here before the open.
        connection.onMessage((message) => send(apply(message))),
        // While the socket is down it is unknown who is there.
        connection.on('close', () => {
          const others = [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID)
          removeAwarenessStates(awareness, others, options)
          // Otherwise their unchanged states count as old after the next open.
          for (const client of others) awareness.meta.delete(client)
        }),
        () => doc.off('update', update),
        () => awareness.off('update', changed),
      ]
      doc.on('update', update)
      awareness.on('update', changed)
      return () => stops.forEach((stop) => stop())
    },
    // The others see at once that we left. Our own state stays, for the next time.
    farewell: (send) => send(awarenessOf([awareness.clientID], new Map())),
  })
  return options
}
