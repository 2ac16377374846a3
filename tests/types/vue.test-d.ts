import { computed, reactive, ref, shallowRef } from 'vue'
import { expectTypeOf } from 'vitest'
import type { Connection, ConnectionUrl } from 'websocket-store'
import { useChannel, useConnection, useWebSocket } from 'websocket-store/vue'

const url = 'ws://host'
const getUrl = async ({ attempt }: { attempt: number }) => `${url}?${attempt}`

// A url, or a ref or getter that returns one.

expectTypeOf<Parameters<typeof useConnection>[0]>().toEqualTypeOf<Parameters<typeof useWebSocket>[0]>()

export function useUrls(props: { url?: string | null }) {
  useWebSocket(url)
  useWebSocket(new URL(url))
  useWebSocket(null)
  useWebSocket(undefined)
  useWebSocket(ref(url))
  useWebSocket(ref<string | null>(null))
  useWebSocket(ref<string>())
  useWebSocket(shallowRef<URL | null>(null))
  useWebSocket(computed(() => new URL(url)))
  useWebSocket(() => props.url)
  useWebSocket(() => new URL(url))
}

// A url function must be inside a getter or a ref. Vue would treat a plain function as the getter itself.

export function useUrlFunctions() {
  useWebSocket(() => getUrl)
  useWebSocket(() => async () => url)
  useWebSocket(shallowRef(getUrl))
  useWebSocket(ref<ConnectionUrl | null>(null))
  // @ts-expect-error a promise is not a url
  useWebSocket(async () => url)
  // @ts-expect-error a getter gets no context
  useWebSocket(({ attempt }: { attempt: number }) => `${url}?${attempt}`)
  // @ts-expect-error a named function is a getter too
  useWebSocket(getUrl)
}

// `enabled` as a boolean, a ref or a getter.

export function useEnabled(options: { enabled?: boolean }) {
  const maybe = ref<boolean>()
  useWebSocket(url, { enabled: maybe })
  useWebSocket(url, { enabled: () => options.enabled })
  useConnection(url, { enabled: maybe })
  useConnection(url, { enabled: () => options.enabled })
}

// Results can be read and passed on, but not replaced.

export function useResult() {
  const socket = useWebSocket(url)
  // @ts-expect-error the ref is read-only
  socket.readyState.value = 1
  // @ts-expect-error only another url changes the connection
  socket.connection.value = null
  // @ts-expect-error only another url changes the connection
  useConnection(url).value = null
  // @ts-expect-error only another key changes the channel
  useChannel(socket.connection, 'a').channel.value = null
  expectTypeOf(reactive(socket).connection).toEqualTypeOf<Connection>()
}
