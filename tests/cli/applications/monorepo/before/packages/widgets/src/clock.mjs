import { createRequire } from 'node:module'
const load = createRequire(import.meta.url)
const { useNow, useWebSocket: useSocket } = load('@vueuse/core')

export const useClock = () => ({ now: useNow(), ticks: useSocket('wss://example.org/ticks').data })
export const loadStatus = async () => (await import('@vueuse/core')).useWebSocket('wss://example.org/status').status
export const loadLater = () => import('@vueuse/core').then(({ useWebSocket }) => useWebSocket)
