import { computed, reactive, ref, shallowRef } from 'vue'
import { expectTypeOf } from 'vitest'
import type { Connection, ConnectionUrl } from 'websocket-store'
import { useChannel, useConnection, useWebSocket } from 'websocket-store/vue'

const url = 'ws://host'
const askForUrl = async ({ attempt }: { attempt: number }) => `${url}?${attempt}`

// A url, or what yields one, now or later.

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

// A function to be asked before each dial comes in a getter or in a ref: by itself it would be the getter.

export function useUrlFunctions() {
  useWebSocket(() => askForUrl)
  useWebSocket(() => async () => url)
  useWebSocket(shallowRef(askForUrl))
  useWebSocket(ref<ConnectionUrl | null>(null))
  // @ts-expect-error a promise is no url
  useWebSocket(async () => url)
  // @ts-expect-error a getter is given no context
  useWebSocket(({ attempt }: { attempt: number }) => `${url}?${attempt}`)
  // @ts-expect-error nor by another name
  useWebSocket(askForUrl)
}

// Wanted or not, now or later.

export function useEnabled(options: { enabled?: boolean }) {
  const maybe = ref<boolean>()
  useWebSocket(url, { enabled: maybe })
  useWebSocket(url, { enabled: () => options.enabled })
  useConnection(url, { enabled: maybe })
  useConnection(url, { enabled: () => options.enabled })
}

// What is handed out can be read and passed on, not replaced.

export function useResult() {
  const socket = useWebSocket(url)
  // @ts-expect-error the connection's own
  socket.readyState.value = 1
  // @ts-expect-error another url is how to get another
  socket.connection.value = null
  // @ts-expect-error another url is how to get another
  useConnection(url).value = null
  // @ts-expect-error another key is how to get another
  useChannel(socket.connection, 'a').channel.value = null
  expectTypeOf(reactive(socket).connection).toEqualTypeOf<Connection>()
}
