import { channel, recovery, type LoadContext, type LoadResult, type RecoveryOptions } from 'websocket-store'
import { settled } from '../../../support/fake-connection'
import { create, withAcks, type Incoming, type Outgoing } from './channels'
import type { ChannelProtocol } from '../../../../src/core/vocabulary/channel'

export type Options = RecoveryOptions<Incoming, number>
export interface Load {
  readonly key: string
  readonly context: LoadContext<number>
  resolve(result: LoadResult<Incoming, number>): Promise<void>
  reject(error: unknown): Promise<void>
}

export const at = (offset: number, topic = 'a'): Incoming => ({ type: 'tick', topic, offset })
export const isGap = (position: number, previous: number) => position > previous + 1
/** What the server says in `why` of its ack. */
export const verdictOf = ({ why }: Incoming) => why as 'fresh' | 'resumed' | 'gap' | undefined

/** One channel `a` with recovery. `seen` has its offsets, verdicts as `!gap`, and changes of status as `(loading)`. */
export function recovering(options: Options, more: Partial<ChannelProtocol<Incoming, Outgoing, number>> = {}, position?: number) {
  const seen: unknown[] = []
  const positionOf = ({ offset }: Incoming) => offset
  const channels = { ...withAcks, positionOf, recovery: recovery(options), ...more } as Partial<ChannelProtocol<Incoming, Outgoing>>
  const fake = create(channels)
  const a = channel(fake.connection, 'a', { position })
  a.onRecovery((verdict) => void seen.push(`!${verdict}`))
  a.onMessage(({ offset }) => void seen.push(offset))
  let { status } = a.getSnapshot()
  a.subscribe(() => {
    if (a.getSnapshot().status !== status) seen.push(`(${(status = a.getSnapshot().status)})`)
  })
  return {
    fake,
    a,
    seen,
    socket: fake.open(),
    /** Another render of the component that names the options. */
    setRecovery: (next: Options) =>
      fake.connection.setOptions({
        ...fake.connection.options,
        channels: { ...fake.connection.option('channels')!, recovery: recovery(next) as never },
      }),
    /** Loses the socket and opens the next one. */
    reopen() {
      fake.socket.closeWith(1006)
      fake.connection.connect()
      fake.socket.open()
      return fake.socket
    },
    send: (...messages: Incoming[]) => messages.forEach((message) => fake.socket.message(JSON.stringify(message))),
    ack: (why?: string) => fake.socket.message(JSON.stringify({ type: 'ack', topic: 'a', why })),
  }
}

/** A `load` that the test answers. */
export function loader() {
  const loads: Load[] = []
  const load: NonNullable<Options['load']> = (key, context) =>
    new Promise((resolve, reject) =>
      loads.push({
        key,
        context,
        resolve: (result) => (resolve(result), settled()),
        reject: (error) => (reject(error as Error), settled()),
      }),
    )
  return { loads, load }
}

/** A channel whose loads the test answers. */
export function startLoading(options: Options = {}, more: Parameters<typeof recovering>[1] = {}) {
  const { load, loads } = loader()
  return { ...recovering({ isGap, verdictOf, load, ...options }, more), loads }
}
