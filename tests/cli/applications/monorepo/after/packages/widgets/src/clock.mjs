import { createRequire } from 'node:module'
const load = createRequire(import.meta.url)
const { useNow } = load('@vueuse/core')
const { useWebSocket: useSocket } = load('websocket-store/compat/vueuse')

export const useClock = () => ({ now: useNow(), ticks: useSocket('wss://example.org/ticks').data })
export const loadStatus = async () => (await import('websocket-store/compat/vueuse')).useWebSocket('wss://example.org/status').status
export const loadLater = () => import('@vueuse/core').then(({ useWebSocket }) => useWebSocket)
