import { setupDevtoolsPlugin } from '@vue/devtools-api'
import type { App } from 'vue'
import type { ConnectionRegistry } from '../../core/vocabulary/registry'
import { useRegistry } from '../../vue/index'
import { connectDevtools } from './connect'

export interface VueDevtoolsPluginOptions {
  /** Whose connections are shown. @default that of the application (`createWebSocketStore`), else the default registry */
  registry?: ConnectionRegistry
}

/** A Vue plugin. */
export interface VueDevtoolsPlugin {
  install(app: App): void
}

const ID = 'websocket-store'

/**
 * Shows the connections of an application in Vue DevTools 8: `app.use(createVueDevtoolsPlugin())`.
 *
 * An inspector lists connections and channels, with their snapshot, holders, options in force and queue, and reconnects or cuts a
 * connection. A layer of the timeline shows phases, errors and drops. It shows frames while the setting "Record frames" of the
 * plugin is on; it is off at first. Without Vue DevTools nothing runs.
 */
export function createVueDevtoolsPlugin(options: VueDevtoolsPluginOptions = {}): VueDevtoolsPlugin {
  return {
    install(app) {
      let disconnect: (() => void) | null = null
      const descriptor = {
        id: ID,
        label: 'WebSocket',
        packageName: ID,
        app,
        settings: {
          recordFrames: {
            label: 'Record frames',
            description: 'The timeline shows the payload of frames, without those of the handshake.',
            type: 'boolean' as const,
            defaultValue: false,
          },
        },
      }
      setupDevtoolsPlugin(descriptor, (api) => {
        // Vue DevTools can run the setup of one application twice.
        if (disconnect) return
        const registry = app.runWithContext(() => useRegistry(options.registry))
        disconnect = connectDevtools(ID, app, registry, api)
      })
      const { unmount } = app
      app.unmount = () => {
        unmount()
        disconnect?.()
        disconnect = () => undefined
      }
    },
  }
}
