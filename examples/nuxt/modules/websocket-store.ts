import { addImports, addPluginTemplate, defineNuxtModule } from 'nuxt/kit'

/** Under `websocketStore` in the Nuxt configuration. */
export interface ModuleOptions {
  /**
   * Put behind `use` in every name that is imported by itself: with `Shared`, `useWebSocket` becomes `useSharedWebSocket`.
   * Without it `useWebSocket` is this package's even where `@vueuse/nuxt` is installed, which has one of the same name.
   * @default ''
   */
  prefix?: string
}

const COMPOSABLES = ['useWebSocket', 'useConnection', 'useMessage', 'useMessages', 'useMessageReducer', 'useChannel']

// A server renders many people's pages: each application, which is each request, has connections of its own.
const PLUGIN = `import { defineNuxtPlugin } from '#imports'
import { createWebSocketStore } from 'websocket-store/vue'

export default defineNuxtPlugin(({ vueApp }) => {
  vueApp.use(createWebSocketStore())
})
`

/** Imports the composables by themselves, and gives each application connections of its own. */
export default defineNuxtModule<ModuleOptions>({
  meta: { name: 'websocket-store', configKey: 'websocketStore', compatibility: { nuxt: '>=3.12.0' } },
  defaults: { prefix: '' },
  setup({ prefix = '' }, nuxt) {
    addImports(COMPOSABLES.map((name) => ({ from: 'websocket-store/vue', name, as: name.replace('use', `use${prefix}`) })))
    addPluginTemplate({ filename: 'websocket-store.plugin.mjs', getContents: () => PLUGIN })
    // Found later, they would make the development server reload the page.
    const optimizeDeps = (nuxt.options.vite.optimizeDeps ??= {})
    optimizeDeps.include = [...(optimizeDeps.include ?? []), 'websocket-store', 'websocket-store/vue']
  },
})
