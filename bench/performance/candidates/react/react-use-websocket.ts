import library from 'react-use-websocket'
import { runReact } from '../../page/react-shell'
import type { Tick } from '../../page/tick'

const { default: useWebSocket } = library
const parse = ({ data }: MessageEvent<string>) => JSON.parse(data) as Tick

runReact({
  useLast: (url, onMessage) => useWebSocket<Tick>(url, { onMessage }).lastJsonMessage ?? undefined,
  useKeyed: (url, key) =>
    useWebSocket<Tick>(url, { share: true, filter: (event) => parse(event).key === key }).lastJsonMessage ?? undefined,
  useSend: (url) => useWebSocket(url).sendJsonMessage,
})
