import { createContext, useContext, useEffect, useMemo, useState, type PropsWithChildren } from 'react'
import { useWebSocket } from 'partysocket/react'
import { runReact } from '../../page/react-shell'
import type { Tick } from '../../page/tick'

const parse = ({ data }: MessageEvent<string>) => JSON.parse(data) as Tick
const SharedSocket = createContext<ReturnType<typeof useWebSocket> | null>(null)

function Shared({ url, children }: PropsWithChildren<{ url: string }>) {
  return <SharedSocket.Provider value={useWebSocket(url)}>{children}</SharedSocket.Provider>
}

runReact({
  Shared,
  useLast(url, onMessage) {
    const [tick, setTick] = useState<Tick>()
    useWebSocket(url, undefined, {
      onMessage(event) {
        onMessage()
        setTick(parse(event))
      },
    })
    return tick
  },
  useKeyed(_url, key) {
    const socket = useContext(SharedSocket)
    const [tick, setTick] = useState<Tick>()
    useEffect(() => {
      const onMessage = (event: MessageEvent<string>) => {
        const next = parse(event)
        if (next.key === key) setTick(next)
      }
      socket?.addEventListener('message', onMessage)
      return () => socket?.removeEventListener('message', onMessage)
    }, [socket, key])
    return tick
  },
  useSend(url) {
    const socket = useWebSocket(url)
    return useMemo(() => (message: object) => socket.send(JSON.stringify(message)), [socket])
  },
})
