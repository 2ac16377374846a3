import type { Channel, ChannelSnapshot, Connection, ConnectionRegistry, ConnectionSnapshot, ConnectionUrl, MessageListener, RecoveryVerdict } from 'websocket-store'
import type { UseWebSocketOptions, WebSocketActions } from 'websocket-store/react'

export type Options = UseWebSocketOptions<string, string, unknown>

/** What a component asks for. All of it may change while the component is mounted. */
export interface ComponentProps {
  url: ConnectionUrl | null | undefined
  options?: Options
}

export interface Shown extends ConnectionSnapshot<unknown>, WebSocketActions<string> {
  readonly connection: Connection<string, string> | null
}

/** The hooks or composables that every adapter has: what a component gives to each and what it then shows. */
export interface Hooks {
  /** `fields`: those that the component reads; all of them when omitted. */
  useWebSocket: { props: ComponentProps & { fields?: readonly (keyof ConnectionSnapshot)[] }; shown: Shown }
  /** The same. In Vue the options are a reactive object whose fields follow `options`. */
  useLiveWebSocket: { props: ComponentProps; shown: Shown }
  useConnection: { props: ComponentProps; shown: Connection<string, string> | null }
  useMessage: {
    props: ComponentProps & { listener: MessageListener<string>; filter?: (message: string) => boolean }
    shown: null
  }
  useMessages: {
    props: ComponentProps & { limit?: number; windowMs?: number; paused?: boolean; replay?: boolean; filter?: (message: string) => boolean }
    shown: readonly string[]
  }
  useMessageReducer: {
    props: ComponentProps & { reducer: (state: string, message: string) => string; initialState: string; paused?: boolean }
    shown: string
  }
  useChannel: {
    props: ComponentProps & {
      topic: string | null
      enabled?: boolean
      select?: (message: string) => unknown
      onMessage?: (message: string) => void
      onRecovery?: (recovery: RecoveryVerdict) => void
      /** Those that the component reads; all of them when omitted. */
      fields?: readonly Exclude<keyof ChannelSnapshot, 'conflated'>[]
    }
    shown: ChannelSnapshot & { readonly channel: Channel<string> | null }
  }
  /** The history of a channel. */
  useChannelMessages: { props: ComponentProps & { topic: string; replay?: boolean }; shown: readonly string[] }
}

export interface Mounted<Props, T> {
  /** What each render showed, oldest first. */
  readonly renders: readonly T[]
  /** What the last render showed. */
  readonly shown: T
  /** The parent renders the component with these changes. */
  update(change: Partial<Props>): Promise<void>
  /** The component is replaced by a new one, as under another key. */
  remount(): Promise<void>
  unmount(): void
}

export interface Place {
  /** Provided to the component by what is around it. */
  registry?: ConnectionRegistry
}

export interface Adapter {
  readonly name: string
  mount<K extends keyof Hooks>(
    hook: K,
    props: Hooks[K]['props'],
    place?: Place,
  ): Mounted<Hooks[K]['props'], Hooks[K]['shown']>
}

export type Mount = Adapter['mount']
