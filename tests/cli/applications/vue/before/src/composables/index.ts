export { useLegacySocket, useWidth } from './legacy'
export {
  useFetch,
  useWebSocket as useSocket,
  type WebSocketStatus,
  useNow,
} from '@vueuse/core' // what the pages use
export { useFavicon } from '@vueuse/core'
