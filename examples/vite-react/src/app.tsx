import { useState } from 'react'
import { Chat } from './chat'
import { Latest } from './latest'

const url = import.meta.env.VITE_SOCKET_URL ?? 'ws://127.0.0.1:8080'

export function App() {
  const [isHere, setIsHere] = useState(true)
  return (
    <main>
      <button onClick={() => setIsHere(!isHere)}>{isHere ? 'Leave' : 'Join'}</button>
      {isHere && (
        <>
          <Chat url={url} />
          <Latest url={url} />
        </>
      )}
    </main>
  )
}
