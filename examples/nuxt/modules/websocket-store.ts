import { addImports, addPluginTemplate, defineNuxtModule } from 'nuxt/kit'

/** The options under `websocketStore` in the Nuxt configuration. */
export interface ModuleOptions {
  /**
   * Inserted after `use` in every auto-imported name: with `Shared`, `useWebSocket` becomes `useSharedWebSocket`.
   * Without a prefix, `useWebSocket` is the one of this package, even if `@vueuse/nuxt` is installed, which has the same name.
   * @default ''
   */
  prefix?: string
}

const COMPOSABLES = ['useWebSocket', 'useConnection', 'useMessage', 'useMessages', 'useMessageReducer', 'useChannel']

// A server renders the pages of many users. Each request has its own application, and each application its own connections.
const PLUGIN = `import { defineNuxtPlugin } from '#imports'
import { createWebSocketStore } from 'websocket-store/vue'

export default defineNuxtPlugin(({ vueApp }) => {
  vueApp.use(createWebSocketStore())
})
`

/** Auto-imports the composables, and gives each application its own connections. */
export default defineNuxtModule<ModuleOptions>({
  meta: { name: 'websocket-store', configKey: 'websocketStore', compatibility: { nuxt: '>=3.12.0' } },
  defaults: { prefix: '' },
  setup({ prefix = '' }, nuxt) {
    addImports(COMPOSABLES.map((name) => ({ from: 'websocket-store/vue', name, as: name.replace('use', `use${prefix}`) })))
    addPluginTemplate({ filename: 'websocket-store.plugin.mjs', getContents: () => PLUGIN })
    // Without this, the development server finds these dependencies later and reloads the page.
    const optimizeDeps = (nuxt.options.vite.optimizeDeps ??= {})
    optimizeDeps.include = [...(optimizeDeps.include ?? []), 'websocket-store', 'websocket-store/vue']
  },
})
