export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  telemetry: false,
  // VueUse has a `useWebSocket` too. The one of `modules/websocket-store.ts` has priority. Set its option `prefix` to use both.
  modules: ['@vueuse/nuxt'],
  runtimeConfig: {
    public: { socketUrl: 'ws://127.0.0.1:8080' }, // NUXT_PUBLIC_SOCKET_URL
  },
  app: {
    head: { title: 'websocket-store with Nuxt', link: [{ rel: 'icon', href: 'data:,' }] },
  },
})
