import { mount } from '@vue/test-utils'
import type { Plugin } from 'vue'
import type { AnyCodec, IncomingOf, OutgoingOf } from '../../core'
import { createTestServer, type ReceivedData, type ServerData, type TestServer, type TestServerOptions } from '../index'
import { mountOptionsOf, type RenderOnServerOptions, type RenderWithServerOptions, type WithServer } from './options'
import { createServerPlugin } from './server-plugin'

type Mounted<T> = ReturnType<typeof mount<T>>
type AnyServer = TestServer<unknown, unknown>

interface Options extends TestServerOptions {
  server?: AnyServer | undefined
  global?: { plugins?: readonly unknown[] }
}

const stopAtUnmount = (server: AnyServer): Plugin => ({
  install(app) {
    const { unmount } = app
    app.unmount = () => {
      unmount()
      server.stop()
    }
  },
})

/**
 * Mounts a component whose connections reach a test server, and returns the wrapper of Test Utils' `mount` with the
 * `server`. Each call has a server and a registry of its own, so tests share no connections.
 *
 * The server's waits end when the page shows what they caused. The server stops when the wrapper is unmounted, which
 * `enableAutoUnmount(afterEach)` of Test Utils does after each test. A `server` that you pass is not stopped.
 */
export function renderWithServer<T, Received, Sent>(
  component: T,
  options: RenderOnServerOptions<T, Received, Sent>,
): Mounted<T> & WithServer<Received, Sent>
export function renderWithServer<T, C extends AnyCodec>(
  component: T,
  options: RenderWithServerOptions<T, C> & { codec: C | (() => C) },
): Mounted<T> & WithServer<OutgoingOf<C>, IncomingOf<C>>
export function renderWithServer<T>(
  component: T,
  options?: RenderWithServerOptions<T>,
): Mounted<T> & WithServer<ReceivedData, ServerData>
export function renderWithServer(component: unknown, options: Options = {}): WithServer<unknown, unknown> {
  const server = options.server ?? createTestServer(options)
  const plugins = [createServerPlugin(server), ...(options.server ? [] : [stopAtUnmount(server)])]
  try {
    const global = { ...options.global, plugins: [...plugins, ...(options.global?.plugins ?? [])] }
    const wrapper = (mount as (component: unknown, options: object) => object)(component, { ...mountOptionsOf(options), global })
    return Object.assign(wrapper, { server })
  } catch (error) {
    if (!options.server) server.stop()
    throw error
  }
}
