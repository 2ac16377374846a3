import { renderHook } from '@testing-library/react'
import { effectScope, ref } from 'vue'
import { createRegistry } from 'websocket-store'
import { useWebSocket } from 'websocket-store/react'
import { WebSocket } from 'ws'

type Url = string | (() => string)

export interface UseOptions {
  /** @default 1000 */
  readonly maxAttempts?: number
  /** A ping after this time, and the same time for the answer. */
  readonly heartbeatMs?: number
}

/** One user of a library, such as a component. */
export interface User {
  send(text: string): void
  /** Uses another url from now on. */
  change(url: string): void
  stop(): void
  /** How often a component rendered that reads only `readyState`. */
  readonly renders?: () => number
}

export interface Compared {
  readonly name: string
  use(url: Url, options?: UseOptions): User
}

/** The libraries with the settings that make them as similar as possible: sharing and reconnecting are on, a retry comes after 5 ms. */
export type Start = () => Promise<Compared>

const RETRY_MS = 5

const ours: Start = async () => {
  const registry = createRegistry({ defaults: { WebSocket } })
  return {
    name: 'websocket-store',
    use(url, { maxAttempts = 1000, heartbeatMs } = {}) {
      let renders = 0
      const { result, rerender, unmount } = renderHook(
        (latest: Url) => {
          renders++
          const { readyState, send } = useWebSocket(latest, {
            registry,
            reconnect: { maxAttempts, delay: () => RETRY_MS },
            heartbeat: heartbeatMs !== undefined && { intervalMs: heartbeatMs, timeoutMs: heartbeatMs },
          })
          return { readyState, send }
        },
        { initialProps: url },
      )
      return { send: (text) => void result.current.send(text), change: rerender, stop: unmount, renders: () => renders }
    },
  }
}

interface ReactUseWebSocket {
  (url: Url, options: object): { sendMessage(text: string): void }
}

const reactUseWebSocket: Start = async () => {
  const { default: module } = (await import('react-use-websocket')) as unknown as { default: ReactUseWebSocket & { default?: ReactUseWebSocket } }
  const useHook = module.default ?? module
  return {
    name: 'react-use-websocket',
    use(url, { maxAttempts = 1000, heartbeatMs } = {}) {
      const options = {
        share: true,
        retryOnError: true,
        shouldReconnect: () => true,
        reconnectAttempts: maxAttempts,
        reconnectInterval: RETRY_MS,
        ...(heartbeatMs !== undefined && { heartbeat: { interval: heartbeatMs, timeout: 2 * heartbeatMs } }),
      }
      let renders = 0
      const { result, rerender, unmount } = renderHook(
        (latest: Url) => {
          renders++
          return useHook(latest, options)
        },
        { initialProps: url },
      )
      return { send: (text) => result.current.sendMessage(text), change: rerender, stop: unmount, renders: () => renders }
    },
  }
}

const vueUse: Start = async () => {
  const { createSharedComposable, useWebSocket: compose } = (await import('@vueuse/core')) as unknown as {
    createSharedComposable<F>(composable: F): F
    useWebSocket(url: unknown, options: object): { send(text: string): boolean; open(): void; close(): void }
  }
  const latest = ref<Url>('')
  let options = {}
  const useShared = createSharedComposable(() => compose(latest, options))
  return {
    name: 'VueUse',
    use(url, { maxAttempts = -1, heartbeatMs } = {}) {
      latest.value = typeof url === 'function' ? url() : url
      options = {
        autoReconnect: { retries: maxAttempts, delay: RETRY_MS },
        ...(heartbeatMs !== undefined && { heartbeat: { interval: heartbeatMs, pongTimeout: heartbeatMs } }),
      }
      const scope = effectScope(true)
      const { send, open, close } = scope.run(useShared)!
      function stop() {
        scope.stop()
        if (heartbeatMs === undefined) return
        // A close event that comes after the heartbeat gave up would start another retry, also without a scope.
        open()
        close()
      }
      return { send: (text) => void send(text), change: (next) => (latest.value = next), stop }
    },
  }
}

const partySocket: Start = async () => {
  const { useWebSocket: useHook } = (await import('partysocket/react')) as unknown as {
    useWebSocket(url: Url, protocols: undefined, options: object): { send(text: string): boolean }
  }
  return {
    name: 'partysocket',
    use(url, { maxAttempts = 1000 } = {}) {
      const options = { maxRetries: maxAttempts, minReconnectionDelay: RETRY_MS, maxReconnectionDelay: RETRY_MS }
      // Another object for each render: with the same one the hook does not notice another url.
      let renders = 0
      const { result, rerender, unmount } = renderHook(
        (latest: Url) => {
          renders++
          return useHook(latest, undefined, { ...options })
        },
        { initialProps: url },
      )
      return { send: (text) => void result.current.send(text), change: rerender, stop: unmount, renders: () => renders }
    },
  }
}

const reconnectingWebSocket: Start = async () => {
  const { default: Socket } = await import('reconnecting-websocket')
  return {
    name: 'reconnecting-websocket',
    use(url, { maxAttempts = 1000 } = {}) {
      const socket = new Socket(url, [], { maxRetries: maxAttempts, minReconnectionDelay: RETRY_MS, maxReconnectionDelay: RETRY_MS })
      return {
        send: (text) => socket.send(text),
        change: () => {
          throw new Error('An instance has one url.')
        },
        stop: () => socket.close(),
      }
    },
  }
}

/** A new instance of each library for each test. */
export const libraries = {
  'websocket-store': ours,
  'react-use-websocket': reactUseWebSocket,
  VueUse: vueUse,
  partysocket: partySocket,
  'reconnecting-websocket': reconnectingWebSocket,
} satisfies Record<string, Start>
