import { mount } from '@vue/test-utils'
import { defineComponent, h, nextTick, shallowReactive, shallowRef, watch } from 'vue'
import type { ChannelSnapshot, ConnectionSnapshot } from 'websocket-store'
import {
  createWebSocketStore,
  useChannel,
  useConnection,
  useMessage,
  useMessageReducer,
  useMessages,
  useWebSocket,
} from 'websocket-store/vue'
import { texts } from '../../support/typed'
import type { Adapter, Hooks, Mounted, Options, Place, ComponentProps } from './adapter'

/** Called once, in `setup`; what it returns is read in each render. */
type Setup<K extends keyof Hooks> = (props: Hooks[K]['props']) => () => Hooks[K]['shown']

const MAKERS = new Set(['WebSocket', 'transport'])
const isNested = (name: string) => ['reconnect', 'heartbeat', 'channels', 'requests'].includes(name)

/** Options are given once; their functions read what the component has now, as closures over props do. */
function forwarding<T extends object>(read: () => T): T {
  const initial = read() as Record<string, unknown>
  const now = read as () => Record<string, unknown>
  const entries = Object.entries(initial).map(([name, value]): [string, unknown] => {
    if (typeof value === 'function' && !MAKERS.has(name))
      return [name, (...args: unknown[]) => (now()[name] as (...args: unknown[]) => unknown)(...args)]
    if (isNested(name) && typeof value === 'object') return [name, forwarding(() => now()[name] as object)]
    return [name, value]
  })
  return Object.fromEntries(entries) as T
}

function optionsOf(props: ComponentProps): Omit<Options, 'enabled'> & { enabled: () => boolean } {
  return { ...forwarding(() => props.options ?? {}), enabled: () => props.options?.enabled ?? true }
}

function reactiveOptionsOf(props: ComponentProps): Omit<Options, 'enabled'> & { enabled: () => boolean } {
  const options = shallowReactive<Record<string, unknown>>({})
  const follow = ({ enabled: _, ...next }: Options = {}) => {
    for (const name in options) if (!(name in next) && name !== 'enabled') delete options[name]
    Object.assign(options, next)
  }
  watch(() => props.options, follow, { immediate: true, flush: 'sync' })
  return Object.assign(options, { enabled: () => props.options?.enabled ?? true })
}

const useAcquiredConnection = (props: ComponentProps) => useConnection(() => props.url, texts(optionsOf(props)))

const setups: { [K in keyof Hooks]: Setup<K> } = {
  useWebSocket(props) {
    const result = useWebSocket(() => props.url, texts(optionsOf(props)))
    const { send, open, close, reconnect, connection, onMessage: _, ...refs } = result
    return () => {
      const fields = props.fields ?? (Object.keys(refs) as (keyof ConnectionSnapshot)[])
      const read = Object.fromEntries(fields.map((field) => [field, refs[field].value]))
      const snapshot = read as unknown as ConnectionSnapshot<unknown>
      return { ...snapshot, send, open, close, reconnect, connection: connection.value }
    }
  },
  useLiveWebSocket(props) {
    const { send, open, close, reconnect, connection, onMessage: _, ...refs } = useWebSocket(
      () => props.url,
      texts(reactiveOptionsOf(props)),
    )
    return () => {
      const read = Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, ref.value]))
      return { ...(read as unknown as ConnectionSnapshot<unknown>), send, open, close, reconnect, connection: connection.value }
    }
  },
  useConnection(props) {
    const connection = useAcquiredConnection(props)
    return () => connection.value
  },
  useMessage(props) {
    useMessage(useAcquiredConnection(props), (message, event) => props.listener(message, event), {
      filter: (message) => props.filter?.(message) ?? true,
    })
    return () => null
  },
  useMessages(props) {
    const messages = useMessages(useAcquiredConnection(props), {
      ...(props.limit !== undefined && { limit: props.limit }),
      ...(props.windowMs !== undefined && { windowMs: props.windowMs }),
      ...(props.replay !== undefined && { replay: props.replay }),
      paused: () => props.paused,
      filter: (message) => props.filter?.(message) ?? true,
    })
    return () => messages.value
  },
  useMessageReducer(props) {
    const reduce = (state: string, message: string) => props.reducer(state, message)
    const state = useMessageReducer(useAcquiredConnection(props), reduce, props.initialState, { paused: () => props.paused })
    return () => state.value
  },
  useChannel(props) {
    const { channel, ...refs } = useChannel(useAcquiredConnection(props), () => props.topic, {
      enabled: () => props.enabled,
      ...(props.select && { select: (message: string) => props.select?.(message) }),
      onMessage: (message) => props.onMessage?.(message),
      onRecovery: (recovery) => props.onRecovery?.(recovery),
    })
    return () => {
      const fields = props.fields ?? (Object.keys(refs) as (keyof typeof refs)[])
      const read = Object.fromEntries(fields.map((field) => [field, refs[field].value]))
      return { ...(read as unknown as ChannelSnapshot), channel: channel.value }
    }
  },
  useChannelMessages(props) {
    const messages = useMessages(
      useChannel(useAcquiredConnection(props), () => props.topic).channel,
      props.replay === undefined ? {} : { replay: props.replay },
    )
    return () => messages.value
  },
}

function mountSetup<P extends object, T>(setup: (props: P) => () => T, initial: P, { registry }: Place): Mounted<P, T> {
  const renders: T[] = []
  const props = shallowReactive({ ...initial })
  const key = shallowRef(0)
  const Probe = defineComponent(() => {
    const read = setup(props as P)
    return () => {
      renders.push(read())
      return null
    }
  })
  const wrapper = mount(defineComponent(() => () => h(Probe, { key: key.value })), {
    global: { plugins: registry ? [createWebSocketStore({ registry })] : [] },
  })
  let isMounted = true
  return {
    renders,
    get shown() {
      return renders.at(-1)!
    },
    async update(change) {
      Object.assign(props, change)
      await nextTick()
    },
    async remount() {
      key.value++
      await nextTick()
    },
    unmount() {
      if (isMounted) wrapper.unmount()
      isMounted = false
    },
  }
}

export const vueAdapter: Adapter = {
  name: 'Vue',
  mount: (hook, props, place = {}) => mountSetup(setups[hook], props, place),
}
