import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { useWebSocket, type UseWebSocketResult } from 'websocket-store/react'
import { serve } from '../support/react-peers'

function Details({ socket }: { socket: UseWebSocketResult }) {
  const [isShown, setShown] = useState(false)
  return <button onClick={() => setShown(true)}>{isShown ? `data ${String(socket.data)}` : 'show'}</button>
}

// Open question: nobody tells a read in a child's later render from one in an event handler, which is not to be followed.
it.fails('follows a field that a child begins to read in a later render of its own', async () => {
  const server = await serve()
  function Parent() {
    const socket = useWebSocket(server.url)
    return (
      <>
        <p>{socket.phase}</p>
        <Details socket={socket} />
      </>
    )
  }
  render(<Parent />)
  await screen.findByText('open')
  fireEvent.click(screen.getByText('show'))
  expect(screen.getByText('data undefined')).toBeTruthy()
  server.broadcast('news')
  await screen.findByText('data news', {}, { timeout: 1000 })
})
