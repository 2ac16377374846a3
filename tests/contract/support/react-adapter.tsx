import { render } from '@testing-library/react'
import { useLayoutEffect } from 'react'
import type { Channel, ChannelSnapshot, ConnectionSnapshot } from 'websocket-store'
import {
  RegistryProvider,
  useChannel,
  useConnection,
  useMessage,
  useMessageReducer,
  useMessages,
  useWebSocket,
} from 'websocket-store/react'
import { texts } from '../../support/typed'
import type { Adapter, Hooks, Mounted, Place, Shown } from './adapter'

type Hook<K extends keyof Hooks> = (props: Hooks[K]['props']) => Hooks[K]['shown']

function useShown({ url, options, fields }: Hooks['useWebSocket']['props']): Shown {
  const result = useWebSocket(url, texts(options))
  if (!fields) return { ...result }
  const { send, open, close, reconnect, connection } = result
  const read = Object.fromEntries(fields.map((field) => [field, result[field]])) as unknown as ConnectionSnapshot<unknown>
  return { ...read, send, open, close, reconnect, connection }
}

const hooks: { [K in keyof Hooks]: Hook<K> } = {
  useWebSocket: useShown,
  useLiveWebSocket: useShown,
  useConnection: ({ url, options }) => useConnection(url, texts(options)),
  useMessage({ url, options, listener, filter }) {
    useMessage(useConnection(url, texts(options)), listener, filter && { filter })
    return null
  },
  useMessages({ url, options, ...history }) {
    return useMessages(useConnection(url, texts(options)), history)
  },
  useMessageReducer: ({ url, options, reducer, initialState, ...view }) =>
    useMessageReducer(useConnection(url, texts(options)), reducer, initialState, view),
  useChannel({ url, options, topic, fields, ...props }) {
    const result = useChannel(useConnection(url, texts(options)), topic, props as { select?: (message: string) => unknown })
    if (!fields) return { ...result }
    const read = Object.fromEntries(fields.map((field) => [field, result[field]])) as unknown as ChannelSnapshot
    return { ...read, channel: result.channel as Channel<string> | null }
  },
  useChannelMessages: ({ url, options, topic, ...history }) =>
    useMessages(useChannel(useConnection(url, texts(options)), topic).channel, history),
}

interface ProbeProps<P, T> {
  useHook: (props: P) => T
  props: P
  show: (shown: T) => void
}

function Probe<P, T>({ useHook, props, show }: ProbeProps<P, T>) {
  const shown = useHook(props)
  useLayoutEffect(() => show(shown))
  return null
}

function mountHook<P, T>(useHook: (props: P) => T, initial: P, { registry }: Place): Mounted<P, T> {
  const renders: T[] = []
  let props = initial
  let key = 0
  const element = () => {
    const probe = <Probe key={key} useHook={useHook} props={props} show={(shown) => void renders.push(shown)} />
    return registry ? <RegistryProvider registry={registry}>{probe}</RegistryProvider> : probe
  }
  const { rerender, unmount } = render(element())
  return {
    renders,
    get shown() {
      return renders.at(-1)!
    },
    async update(change) {
      props = { ...props, ...change }
      rerender(element())
    },
    async remount() {
      key++
      rerender(element())
    },
    unmount,
  }
}

export const reactAdapter: Adapter = {
  name: 'React',
  mount: (hook, props, place = {}) => mountHook(hooks[hook], props, place),
}
