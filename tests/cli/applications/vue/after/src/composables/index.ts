export { useLegacySocket, useWidth } from './legacy'
export {
  useFetch,
  useNow,
} from '@vueuse/core' // what the pages use
export { useWebSocket as useSocket, type WebSocketStatus } from 'websocket-store/compat/vueuse'
export { useFavicon } from '@vueuse/core'
