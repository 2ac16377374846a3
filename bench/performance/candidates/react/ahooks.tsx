import { useWebSocket } from 'ahooks'
import { createContext, useContext, useMemo, useState, type PropsWithChildren } from 'react'
import { runReact } from '../../page/react-shell'
import type { Tick } from '../../page/tick'

const LatestTick = createContext<Tick | undefined>(undefined)

function useLast(url: string, onMessage?: () => void): Tick | undefined {
  const { latestMessage } = useWebSocket(url, onMessage && { onMessage })
  return useMemo(() => latestMessage && (JSON.parse(latestMessage.data) as Tick), [latestMessage])
}

// ahooks cannot share a socket, so a context holds it and passes every message to all components.
function Shared({ url, children }: PropsWithChildren<{ url: string }>) {
  return <LatestTick.Provider value={useLast(url)}>{children}</LatestTick.Provider>
}

function useKeyed(_url: string, key: string): Tick | undefined {
  const tick = useContext(LatestTick)
  const [lastOfKey, setLastOfKey] = useState(tick)
  if (tick?.key === key && tick !== lastOfKey) setLastOfKey(tick)
  return tick?.key === key ? tick : lastOfKey
}

runReact({
  Shared,
  useLast,
  useKeyed,
  useSend(url) {
    const { sendMessage } = useWebSocket(url)
    return useMemo(() => (message: object) => sendMessage(JSON.stringify(message)), [sendMessage])
  },
})
