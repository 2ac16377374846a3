import { createContext, useContext, type PropsWithChildren } from 'react'
import { json, type Connection } from 'websocket-store'
import { useChannel, useConnection, useWebSocket } from 'websocket-store/react'
import { runReact } from '../../page/react-shell'
import type { Tick } from '../../page/tick'

const codec = json<Tick, object>()
const channels = {
  subscribe: (key: string) => ({ type: 'subscribe', key }),
  route: (tick: Tick) => tick.key,
}
const SharedConnection = createContext<Connection<Tick, object> | null>(null)

function Shared({ url, children }: PropsWithChildren<{ url: string }>) {
  const connection = useConnection(url, { codec, channels })
  return <SharedConnection.Provider value={connection}>{children}</SharedConnection.Provider>
}

runReact({
  Shared,
  useLast: (url, onMessage) => useWebSocket(url, { codec, onMessage }).data,
  useKeyed: (_url, key) => useChannel(useContext(SharedConnection), key).data,
  useSend: (url) => useWebSocket(url, { codec }).send,
})
