import { setupDevtoolsPlugin } from '@vue/devtools-api'
import type { App } from 'vue'
import type { ConnectionRegistry } from '../../core/vocabulary/registry'

export interface VueDevtoolsPluginOptions {
  /** Whose connections are shown. @default that of the application (`createWebSocketStore`), else the default registry */
  registry?: ConnectionRegistry
}

/** A Vue plugin. */
export interface VueDevtoolsPlugin {
  install(app: App): void
}

/** Shows connections in Vue DevTools: `app.use(createVueDevtoolsPlugin())`. */
export function createVueDevtoolsPlugin(_options: VueDevtoolsPluginOptions = {}): VueDevtoolsPlugin {
  return {
    install(app) {
      setupDevtoolsPlugin({ id: 'websocket-store', label: 'WebSocket', packageName: 'websocket-store', app }, () => undefined)
    },
  }
}
